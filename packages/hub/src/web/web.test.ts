import { builtinModules } from "node:module";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { listedFile } from "../testing/listed-file.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { digest } from "./digest.ts";
import { fetchFile, planDownload } from "./index.ts";

const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 1_500_000);

test("a file comes into memory with the right hash, small or large, empty too", async () => {
  const contents = { "a b.txt": small, "m.onnx": large, empty: new Uint8Array() };
  const { endpoint } = await serveHub(contents);
  for (const [path, bytes] of Object.entries(contents)) {
    const told: unknown[] = [];
    const got = await fetchFile("cat/one", path, { endpoint, onProgress: (progress) => told.push(progress) });
    expect(Buffer.compare(got, bytes)).toBe(0);
    expect(told.at(-1)).toEqual({ bytes: bytes.length, total: bytes.length });
  }
});

test("a flipped bit is fetched again, and an error when it stays; so is a wrong length", async () => {
  const flipped = large.slice();
  flipped[7] ^= 128;
  const longer = Buffer.concat([large, small]);
  for (const [wrong, sent] of [
    [1, flipped],
    [99, flipped],
    [99, longer],
    [99, large.subarray(1)],
  ] as const) {
    let times = 0;
    const hub = await serveHub(
      { "m.onnx": large },
      {
        instead: ({ url }, response) => {
          if (!url.includes("/resolve/") || ++times > wrong) return false;
          response.end(sent);
          return true;
        },
      },
    );
    const running = fetchFile("cat/one", "m.onnx", { endpoint: hub.endpoint, revision: COMMIT, retryBaseMs: 1 });
    if (wrong === 1) expect(sha256(await running)).toBe(listedFile("", large).lfs?.oid);
    else await expect(running).rejects.toMatchObject({ code: "integrity-failed" });
  }
});

test("what is not there, or too large, is refused before it is fetched", async () => {
  const hub = await serveHub({ "m.onnx": large });
  await expect(fetchFile("cat/one", "none", { endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "entry-not-found",
  });
  await expect(fetchFile("cat/one", "m.onnx", { endpoint: hub.endpoint, maxBytes: 1000 })).rejects.toMatchObject({
    code: "file-too-large",
  });
  expect(hub.fetches()).toEqual([]);
});

test("a plan lists what a download would fetch", async () => {
  const { endpoint } = await serveHub({ "a.txt": small, "m.onnx": large });
  const plan = await planDownload("cat/one", { endpoint, exclude: "*.txt" });
  expect(plan).toMatchObject({ commit: COMMIT, bytes: large.length });
  expect(plan.files.map(({ path, storage }) => [path, storage])).toEqual([["m.onnx", "lfs"]]);
});

test("a page without Web Crypto can't check, and says so", async () => {
  await expect(digest(new Uint8Array(), { storage: "lfs" }, null as never)).rejects.toMatchObject({
    code: "no-web-crypto",
  });
  expect(await digest(small, { storage: "regular" })).toBe(listedFile("", small).oid);
});

test("bundled for a browser, it asks for nothing of Node", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(import.meta.dirname, "index.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    minify: true,
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const asked = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(asked.filter((path) => path.startsWith("node:") || builtinModules.includes(path))).toEqual([]);
  expect(outputFiles[0].text).not.toMatch(/\bfrom\s*"(?:node:|fs|path)/);
  expect(outputFiles[0].contents.length).toBeLessThan(400_000);
});
