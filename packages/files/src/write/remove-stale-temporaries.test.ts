import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { claimName } from "../lock/claim-name.ts";
import { newHolder } from "../lock/lock-holder.ts";
import { type ProcessIdentity, thisProcess } from "../process/process-identity.ts";
import { startChild } from "../testing/start-child.ts";
import { removeStaleTemporaries } from "./remove-stale-temporaries.ts";
import { temporaryName, temporaryOwner } from "./temporary-name.ts";

const name = ({ machine, pid, started }: ProcessIdentity) =>
  `.tiny-cats-${machine}-${pid}-${started}-0123456789abcdef.tmp`;

/** A process that has ended. */
async function dead(): Promise<ProcessIdentity> {
  const child = startChild("hold", [join(temporaryFolder(), "lock")]);
  child.process.kill("SIGKILL");
  await child.ended;
  return { ...thisProcess(), pid: child.pid };
}

test("a temporary name tells whose it is, and no two are alike", () => {
  expect(temporaryOwner(temporaryName())).toEqual(thisProcess());
  expect(temporaryName()).not.toBe(temporaryName());
  expect(temporaryOwner(".tiny-cats-x.tmp")).toBeUndefined();
  expect(temporaryOwner(`x${temporaryName()}`)).toBeUndefined();
});

test("what dead processes left is removed, and nothing else", async () => {
  const folder = temporaryFolder();
  const gone = await dead();
  const stale = [name(gone)];
  const kept = [
    name(thisProcess()),
    name({ ...gone, machine: "000000000000" }),
    `${name(gone)}.txt`,
    ".tiny-cats.tmp",
    "model.onnx",
  ];
  for (const file of [...stale, ...kept]) writeFileSync(join(folder, file), "x");
  symlinkSync(join(folder, "model.onnx"), join(folder, name({ ...gone, started: "1" })));
  mkdirSync(join(folder, name({ ...gone, started: "2" })));
  const all = readdirSync(folder).length;

  expect(await removeStaleTemporaries(folder)).toEqual(stale);
  expect(readdirSync(folder)).toHaveLength(all - 1);
  expect(await removeStaleTemporaries(folder)).toEqual([]);
});

test("a claim goes when its lock has gone or changed hands, and not before", async () => {
  const folder = temporaryFolder();
  const [first, second] = [newHolder(), newHolder()];
  writeFileSync(join(folder, "lock"), JSON.stringify(second));
  writeFileSync(join(folder, "data"), "not a lock");
  const claims = [
    claimName("lock", first.token, 0),
    claimName("lock", second.token, 0),
    claimName("gone", first.token, 3),
    claimName("data", first.token, 0),
  ];
  for (const file of claims) writeFileSync(join(folder, file), "");
  expect((await removeStaleTemporaries(folder)).sort()).toEqual([claims[0], claims[2]].sort());
});

test("a folder that is not there, and a signal", async () => {
  const folder = temporaryFolder();
  await expect(removeStaleTemporaries(join(folder, "none"))).rejects.toMatchObject({ code: "file-not-found" });
  writeFileSync(join(folder, "x"), "");
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(removeStaleTemporaries(folder, { signal })).rejects.toThrow("enough");
});
