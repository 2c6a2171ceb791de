import { lstatSync, readFileSync, readlinkSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitBlobSha1, sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { listedFile } from "../testing/listed-file.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

const quick = { retryBaseMs: 1 };
const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 3_500_000);
const repo = (cache: string) => join(cache, "models--cat--one");

test("a cache is laid out as Python's: blobs by hash, links, a ref, the listing, a tag", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "config.json": small, "onnx/model.onnx": large, empty: new Uint8Array() });
  const done = await download("cat/one", { cache, endpoint: hub.endpoint });
  expect(done).toMatchObject({
    commit: COMMIT,
    folder: join(repo(cache), "snapshots", COMMIT),
    bytes: 3_500_013,
    fetched: 3_500_013,
    reused: 0,
    retries: 0,
  });
  const blobs = [gitBlobSha1(small), gitBlobSha1(new Uint8Array()), sha256(large)].map((oid) => `blobs/${oid}`);
  expect(filesBelow(cache)).toEqual([
    "CACHEDIR.TAG",
    ...[
      ...blobs.sort(),
      "refs/main",
      ...["config.json", "empty", "onnx/model.onnx"].map((path) => `snapshots/${COMMIT}/${path}`),
      `trees/${COMMIT}.json`,
    ].map((path) => `models--cat--one/${path}`),
  ]);
  expect(readlinkSync(join(done.folder, "onnx/model.onnx"))).toBe(`../../../blobs/${sha256(large)}`);
  expect(readFileSync(join(repo(cache), "refs/main"), "utf8")).toBe(COMMIT);
  expect(Buffer.compare(readFileSync(join(done.folder, "onnx/model.onnx")), large)).toBe(0);
  expect(JSON.parse(readFileSync(join(repo(cache), "trees", `${COMMIT}.json`), "utf8"))).toEqual({
    format_version: 1,
    files: {
      "config.json": { size: 13, blob_id: gitBlobSha1(small) },
      empty: { size: 0, blob_id: gitBlobSha1(new Uint8Array()) },
      "onnx/model.onnx": {
        size: large.length,
        blob_id: listedFile("", large).oid,
        lfs_sha256: sha256(large),
        lfs_size: large.length,
      },
    },
  });
});

test("what is there is not fetched again, and a commit needs no request at all", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "config.json": small, "model.onnx": large });
  await download("cat/one", { cache, endpoint: hub.endpoint });
  const before = hub.seen.length;
  const again = await download("cat/one", { cache, endpoint: hub.endpoint });
  expect(again).toMatchObject({ fetched: 0, reused: 3_500_013 });
  expect(again.files.map(({ reused }) => reused)).toEqual([true, true]);
  expect(hub.seen.slice(before).map(({ url }) => url)).toEqual(["/api/models/cat/one/revision/main"]);
  await download("cat/one", { cache, endpoint: hub.endpoint, revision: COMMIT });
  expect(hub.seen).toHaveLength(before + 1);
});

test("a cached blob of another size is fetched again, one of another content with verify", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "model.onnx": large });
  const blob = join(repo(cache), "blobs", sha256(large));
  const get = (verify: boolean) => download("cat/one", { cache, endpoint: hub.endpoint, verify });
  await get(false);
  truncateSync(blob, 9);
  expect((await get(false)).fetched).toBe(large.length);
  writeFileSync(blob, new Uint8Array(large.length));
  expect((await get(false)).fetched).toBe(0);
  expect((await get(true)).fetched).toBe(large.length);
  expect(sha256(readFileSync(blob))).toBe(sha256(large));
});

test("eight downloads at once fetch each content once", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.bin": large, "b/a.bin": large, "c.txt": small });
  const all = await Promise.all(
    Array.from({ length: 8 }, () => download("cat/one", { cache, endpoint: hub.endpoint })),
  );
  expect(all.reduce((sum, { fetched }) => sum + fetched, 0)).toBe(large.length + small.length);
  expect(hub.fetches()).toHaveLength(2);
  expect(filesBelow(join(cache, ".locks"))).toEqual([]);
});

test("a connection that breaks is gone on with from where it stood, in this run and the next", async () => {
  const cache = temporaryFolder();
  let breaks = 1;
  const hub = await serveHub(
    { "model.onnx": large },
    {
      instead: ({ url, headers }, response) => {
        if (!url.includes("/resolve/") || breaks-- <= 0) return false;
        const from = Number(/\d+/.exec(headers.range ?? "0"));
        response.writeHead(from ? 206 : 200, {
          "content-length": large.length - from,
          "content-range": `bytes ${from}-${large.length - 1}/${large.length}`,
        });
        response.write(large.subarray(from, from + 1_500_000), () => setTimeout(() => response.destroy(), 50));
        return true;
      },
    },
  );
  const done = await download("cat/one", { cache, endpoint: hub.endpoint, ...quick });
  expect(done).toMatchObject({ fetched: large.length, retries: 1 });
  expect(hub.fetches().map(({ headers }) => headers.range)).toEqual([undefined, "bytes=1500000-"]);

  rmSync(repo(cache), { recursive: true });
  breaks = 1;
  await expect(
    download("cat/one", { cache, endpoint: hub.endpoint, retries: 0, timeoutMs: 1000 }),
  ).resolves.toBeDefined();
  rmSync(repo(cache), { recursive: true });
  breaks = 1;
  const stop = new AbortController();
  const running = download("cat/one", {
    cache,
    endpoint: hub.endpoint,
    signal: stop.signal,
    onProgress: ({ bytes }) => bytes > 1_400_000 && stop.abort(new Error("enough")),
    retryBaseMs: 60_000,
    onRetry: () => stop.abort(new Error("enough")),
  });
  await expect(running).rejects.toThrow("enough");
  expect(lstatSync(join(repo(cache), "blobs", `${sha256(large)}.tiny-cats-partial`)).size).toBeGreaterThan(1_000_000);
  breaks = 0;
  const rest = await download("cat/one", { cache, endpoint: hub.endpoint });
  expect(rest.fetched).toBeLessThan(2_500_000);
  expect(filesBelow(join(repo(cache), "blobs"))).toEqual([sha256(large)]);
});
