import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { fingerprint } from "./fingerprint.ts";
import { openWork } from "./open-work.ts";

const FILE = "publish-state.json";

test("a stage with equal inputs is not done again, in another run either", async () => {
  const folder = join(temporaryFolder(), "a", "b");
  const done: string[] = [];
  const run = (name: string) => async () => {
    done.push(name);
    return { name };
  };
  const work = await openWork(folder);
  expect(await work.stage("prepare", { a: 1, b: [2] }, run("first"))).toEqual({
    result: { name: "first" },
    kept: false,
  });
  const again = await openWork(folder);
  expect(await again.stage("prepare", { b: [2], a: 1 }, run("second"))).toEqual({
    result: { name: "first" },
    kept: true,
  });
  expect(await again.stage("prepare", { a: 2 }, run("third"))).toMatchObject({ kept: false });
  expect(again.last("prepare")).toEqual({ name: "third" });
  expect(await again.stage("prepare", { a: 2 }, run("fourth"), async () => false)).toMatchObject({ kept: false });
  expect(done).toEqual(["first", "third", "fourth"]);
  expect(again.last("tag")).toBeUndefined();
});

test("a stage that was stopped is told that it goes on; one with other inputs is not", async () => {
  const folder = temporaryFolder();
  const fail = async () => {
    throw new Error("stopped");
  };
  const work = await openWork(folder);
  await expect(work.stage("measure", 1, fail)).rejects.toThrow("stopped");
  const told: boolean[] = [];
  const tell = async (goesOn: boolean) => told.push(goesOn);
  await expect((await openWork(folder)).stage("measure", 2, fail)).rejects.toThrow("stopped");
  await (await openWork(folder)).stage("measure", 2, tell);
  await (await openWork(folder)).stage("measure", 3, tell);
  expect(told).toEqual([true, false]);
});

test.each(["", "{", "[]", '{"version":2,"stages":{}}', '{"version":1,"stages":{"prepare":{"inputs":3}}}', "\0\0"])(
  "a state that can't be used, %j, counts as none",
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, FILE), text);
    const work = await openWork(folder);
    expect(work.last("prepare")).toBeUndefined();
    expect(await work.stage("prepare", 1, async () => 1)).toEqual({ result: 1, kept: false });
    expect(JSON.parse(readFileSync(join(folder, FILE), "utf8")).stages.prepare.result).toBe(1);
  },
);

test("a signal ends it", async () => {
  const controller = new AbortController();
  const work = await openWork(temporaryFolder(), { signal: controller.signal });
  controller.abort("enough");
  await expect(work.stage("prepare", 1, async () => 1)).rejects.toBe("enough");
});

test("equal data have equal fingerprints", () => {
  expect(fingerprint({ a: 1, b: { d: undefined, c: [1, { y: 2, x: 1 }] } })).toBe(
    fingerprint({ b: { c: [1, { x: 1, y: 2 }] }, a: 1 }),
  );
  expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
  expect(fingerprint(undefined)).toBe(fingerprint(null));
});
