import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRepo, download, downloadFile, listCache, pruneCache, verifyCache } from "@tiny-cats/hub";
import type { Fault } from "@tiny-cats/hub-emulator";
import { expect, test } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { contentSent, downloadInChild, hubWith, repo, token } from "./hub-download-fixture.ts";
import { killDownloads } from "./hub-download-kill.ts";

const contents = {
  "README.md": new TextEncoder().encode("# Cats\n"),
  "onnx/model.onnx": formulaBytes(1, 5_000_000),
  "a b#c%d/K\u00e4tzchen \u{1f408}.bin": formulaBytes(2, 1_300_000),
  "copy.onnx": formulaBytes(1, 5_000_000),
  "empty.txt": new Uint8Array(),
};
/** Equal files are fetched once. */
const distinct = 7 + 5_000_000 + 1_300_000;

function isWhole(files: readonly { path: string; file: string }[]): boolean {
  return files.every(
    ({ path, file }) =>
      path === ".gitattributes" || Buffer.compare(readFileSync(file), contents[path as "README.md"]) === 0,
  );
}

test("what was uploaded comes down byte-equal into a cache and a folder, and the cache is sound", async () => {
  const { hub, commit } = await hubWith(contents);
  for (const place of ["cache", "dir"]) {
    const folder = temporaryFolder();
    const done = await download(repo, { [place]: folder, endpoint: hub.url, token });
    expect(done.commit).toBe(commit);
    expect(done.files.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(contents)));
    expect(isWhole(done.files)).toBe(true);
    if (place === "dir") continue;
    expect(await verifyCache({ cache: folder })).toMatchObject({ faults: [] });
    expect((await listCache({ cache: folder }))[0].revisions).toMatchObject([{ commit, refs: ["main"] }]);
    expect((await pruneCache({ cache: folder, olderThanMs: -1 })).removed).toEqual([]);
    expect((await download(repo, { cache: folder, offline: true })).fetched).toBe(0);
  }
});

test("what can't be had is told by its code", async () => {
  const { hub } = await hubWith({ "a.txt": contents["README.md"] });
  const options = { cache: temporaryFolder(), endpoint: hub.url, token };
  await createRepo("local/secret", { endpoint: hub.url, token, visibility: "private" });
  const codes = [
    [() => download("local/none", options), "repo-not-found"],
    [() => download(repo, { ...options, revision: "none" }), "revision-not-found"],
    [() => downloadFile(repo, "none.txt", options), "entry-not-found"],
    [() => download("local/secret", { ...options, token: undefined }), "repo-not-found"],
  ] as const;
  for (const [run, code] of codes) await expect(run()).rejects.toMatchObject({ code });
});

test("four processes that want one repository fetch each byte once, in a cache and in a folder", async () => {
  const { hub } = await hubWith(contents);
  for (const place of ["cache", "dir"]) {
    const folder = temporaryFolder();
    const since = hub.requests.at(-1)!.number;
    const task = { options: { [place]: folder, endpoint: hub.url, token } };
    const all = await Promise.all(Array.from({ length: 4 }, () => downloadInChild(task)));
    expect(all.every((done) => done !== "killed" && isWhole(done.files))).toBe(true);
    const attributes =
      all[0] === "killed" ? 0 : (all[0].files.find(({ path }) => path === ".gitattributes")?.size ?? 0);
    expect(contentSent(hub, since)).toBe(distinct + attributes);
    const left = readdirSync(folder, { recursive: true, encoding: "utf8" });
    expect(left.filter((name) => /-partial$|-lock$|\.tmp$/.test(name))).toEqual([]);
  }
});

test.each(["cache", "dir"] as const)("downloads into a %s that were killed go on where they stood", async (place) => {
  const kills = await killDownloads([0.3, 0.7], place);
  expect(kills.map(({ whole }) => whole)).toEqual([true, true]);
  expect(kills.filter(({ landed }) => landed).length).toBe(2);
  // Of each of two files that were under way, no more than what the sockets and two blocks hold.
  for (const { twice } of kills) expect(twice).toBeLessThan(12 << 20);
});

const FAULTS: [string, Fault["action"], string | undefined][] = [
  ["429", { status: 429, headers: { "retry-after": "0" } }, undefined],
  ["503", { status: 503 }, undefined],
  ["a reset", { reset: true }, undefined],
  ["silence", { delayMs: 2000 }, undefined],
  ["a cut", { truncate: 5 }, undefined],
  ["a cut with an honest length", { truncate: 5, contentLength: "short" }, undefined],
  ["a flipped bit", { flipBit: 3 }, undefined],
  ["403", { status: 403 }, "forbidden"],
];

test.each(FAULTS)("each request in turn answered by %s: right files, or the right error", async (_, action, code) => {
  const { hub } = await hubWith({ "a.txt": contents["README.md"], "m.bin": formulaBytes(1, 1_200_000) });
  const run = () =>
    download(repo, {
      cache: temporaryFolder(),
      endpoint: hub.url,
      token,
      timeoutMs: 500,
      retryBaseMs: 1,
      concurrency: 1,
    });
  const first = hub.requests.at(-1)!.number;
  const { files } = await run();
  const requests = hub.requests.at(-1)!.number - first;
  expect(requests).toBeGreaterThanOrEqual(5);
  const outcomes: string[] = [];
  for (let number = 1; number <= requests; number++) {
    hub.setFaults([{ match: { number }, action, times: 1 }]);
    const outcome = await run().then(
      (done) => {
        expect(done.files.map(({ size, oid }) => [size, oid])).toEqual(files.map(({ size, oid }) => [size, oid]));
        for (const { path, file, size } of done.files) {
          const want =
            path === "m.bin" ? formulaBytes(1, 1_200_000) : path === "a.txt" ? contents["README.md"] : undefined;
          if (want) expect(Buffer.compare(readFileSync(file), want)).toBe(0);
          expect(readFileSync(file).length).toBe(size);
        }
        return "right";
      },
      (error) => error.code,
    );
    outcomes.push(outcome);
  }
  hub.setFaults([]);
  // A listing or a revision that is altered has no hash to be held to: no JSON, or none that makes sense, is an error.
  const allowed = ["right", code ?? "", "hub-answer", "integrity-failed", "entry-not-found"];
  expect(outcomes.filter((outcome) => !allowed.includes(outcome))).toEqual([]);
  if (code === undefined) expect(outcomes.slice(2)).toEqual(outcomes.slice(2).map(() => "right"));
  else expect(outcomes).toContain(code);
});

test("names of the emulator's own folder stay inside", async () => {
  const { hub } = await hubWith({ "a.txt": contents["README.md"] });
  await expect(
    downloadFile(repo, "../../etc/passwd", { cache: temporaryFolder(), endpoint: hub.url }),
  ).rejects.toMatchObject({
    code: "unsafe-path",
  });
  const dir = temporaryFolder();
  expect(await downloadFile(repo, "a.txt", { dir, endpoint: hub.url, token })).toBe(join(dir, "a.txt"));
});
