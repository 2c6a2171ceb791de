import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { at, lost } from "./testing/faulty.ts";
import { send } from "./testing/send.ts";
import { serveUploads } from "./testing/upload-hub.ts";

const files = { "a.bin": "aaa", "b.txt": "b" };

test("a pull request: one, though the answer was lost, and a rerun goes on with it", async () => {
  for (const instead of [undefined, lost("/commit/", [1]), lost("/commit/", [1, 2, 3])]) {
    const hub = await serveUploads({ old: "o" }, { instead });
    const before = hub.head().oid;
    const result = await send(hub, folderOf(files), { pullRequest: true });
    expect(hub.head().oid).toBe(before);
    expect(hub.texts("refs/pr/1")).toEqual({ old: "o", ...files });
    expect(hub.refs.has("refs/pr/2")).toBe(false);
    expect(result).toMatchObject({
      commit: hub.head("refs/pr/1").oid,
      pull_request: { number: 1, revision: "refs/pr/1", url: `${hub.endpoint}/cat/one/discussions/1` },
    });
  }
});

test("a pull request of several commits that broke off is gone on with", async () => {
  const many = Object.fromEntries(Array.from({ length: 1002 }, (_, i) => [`f${i}`, `${i}`]));
  const hub = await serveUploads(
    {},
    { instead: at("/commit/", [2], (response) => void response.writeHead(400).end()) },
  );
  const folder = folderOf(many);
  await expect(send(hub, folder, { pullRequest: true })).rejects.toMatchObject({ code: "hub-refused" });
  const result = await send(hub, folder, { pullRequest: true });
  expect(result.pull_request?.number).toBe(1);
  expect(result.files_uploaded).toHaveLength(2);
  expect(hub.texts("refs/pr/1")).toEqual(many);
  expect(hub.refs.has("refs/pr/2")).toBe(false);
});

test("a pull request is asked for again as any other request: repetitions numbered from 1, as many as allowed", async () => {
  const fail = (numbers: number[]) => at("/commit/", numbers, (response) => void response.writeHead(503).end());
  const twice = await serveUploads({}, { instead: fail([1, 2]) });
  const seen: { attempt: number; waitMs: number }[] = [];
  const onRetry = ({ attempt, waitMs }: { attempt: number; waitMs: number }) => seen.push({ attempt, waitMs });
  const result = await send(twice, folderOf(files), { pullRequest: true, onRetry });
  expect(result).toMatchObject({ retries: 2, pull_request: { number: 1 } });
  expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2]);
  // Doubled, plus or minus half, from 1 ms.
  for (const { attempt, waitMs } of seen) {
    expect(waitMs).toBeGreaterThanOrEqual(0.5 * attempt);
    expect(waitMs).toBeLessThanOrEqual(1.5 * attempt);
  }
  const ever = await serveUploads({}, { instead: fail([1, 2, 3, 4, 5]) });
  await expect(send(ever, folderOf(files), { pullRequest: true })).rejects.toMatchObject({ code: "hub-unavailable" });
  expect(ever.asked("/commit/")).toHaveLength(3);
});
