import { expect, test } from "vitest";
import { fileServer } from "../../test/file-server.ts";
import { classifierManifest, tinyModel } from "../../test/tiny-models.ts";
import { findModel } from "./model-source.ts";

/** Serves the tiny classifier's folder, its files replaced by `changes`. */
function modelServer(changes: Record<string, string | Uint8Array> = {}) {
  const files: Record<string, string | Uint8Array> = {
    "/cats/tiny-cats.json": JSON.stringify(classifierManifest()),
    "/cats/tiny-classifier.onnx": tinyModel("tiny-classifier"),
    ...changes,
  };
  return fileServer(({ url = "" }, response) => {
    response.writeHead(url in files ? 200 : 404).end(files[url]);
  });
}

test("finds a model by its folder, its manifest and its files, and reads its graph", async () => {
  await using server = await modelServer();
  const at = (path: string) => new URL(path, server.url);
  const files = { "tiny-classifier.onnx": at("/cats/tiny-classifier.onnx") };
  for (const source of [
    at("/cats"),
    at("/cats/").href,
    at("/cats/tiny-cats.json"),
    { manifest: at("/cats/tiny-cats.json"), files },
  ]) {
    const { manifest, graph, read } = await findModel(source);
    expect(manifest).toEqual(classifierManifest());
    expect(graph).toEqual(classifierManifest().files[0]);
    expect(await read()).toEqual(tinyModel("tiny-classifier"));
  }
});

test("fetches the graph only when it is read", async () => {
  await using server = await modelServer();
  const { read } = await findModel(new URL("/cats", server.url));
  expect(server.requests.map(({ url }) => url)).toEqual(["/cats/tiny-cats.json"]);
  await read();
  expect(server.requests.map(({ url }) => url)).toEqual(["/cats/tiny-cats.json", "/cats/tiny-classifier.onnx"]);
});

test.each([
  ["no manifest", "/dogs", {}, "no-manifest"],
  ["a manifest that is no JSON", "/cats", { "/cats/tiny-cats.json": "<html>" }, "invalid-json"],
  ["a manifest of another shape", "/cats", { "/cats/tiny-cats.json": "{}" }, "wrong-document"],
])("refuses a folder with %s", async (_, path, changes, code) => {
  await using server = await modelServer(changes);
  await expect(findModel(new URL(path, server.url))).rejects.toMatchObject({ code });
});

test("refuses a graph that its manifest does not describe", async () => {
  const changed = tinyModel("tiny-classifier");
  changed[200] ^= 1;
  await using server = await modelServer({ "/cats/tiny-classifier.onnx": changed });
  const { read } = await findModel(new URL("/cats", server.url));
  await expect(read()).rejects.toMatchObject({ code: "hash-mismatch" });
});

test("stops when its signal fires", async () => {
  await using server = await modelServer();
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(findModel(new URL("/cats", server.url), { signal })).rejects.toThrow("enough");
});
