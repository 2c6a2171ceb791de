import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { parseGenerationMetadataText } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { fakeSession } from "../../../test/fake-session.ts";
import { generatorManifest } from "../../../test/tiny-models.ts";
import { createGenerator } from "../../generator.ts";
import { decodePng, readDrawingSettings, readPngText } from "../../png.ts";
import { type DrawSetOptions, drawSet } from "./draw-set.ts";

const SHA = "ab".repeat(32);

function drawInto(folder: string, options: Partial<DrawSetOptions> = {}) {
  const manifest = generatorManifest();
  const session = fakeSession(
    {
      inputs: [
        { name: "noise", dtype: "float32", dims: ["batch", 3, 8, 8] },
        { name: "timestep", dtype: "float32", dims: ["batch"] },
        { name: "breed", dtype: "int64", dims: ["batch"] },
      ],
      outputs: [{ name: "velocity", dtype: "float32", dims: ["batch", 3, 8, 8] }],
    },
    ({ noise }) => ({
      velocity: { dtype: "float32", data: (noise.data as Float32Array).map((x) => -x), dims: noise.dims },
    }),
  );
  const generator = createGenerator(session, manifest, { modelSha256: SHA });
  const found = { folder: ".", manifest, graph: { path: "model.onnx", role: "model" as const, bytes: 1, sha256: SHA } };
  return drawSet(generator, [{ breed: "Bengal" }, { breed: "British Shorthair", index: 2 }], {
    seed: 9,
    folder,
    found,
    ...options,
  });
}

test("pictures, their settings, what is said of them and the sheet agree", async () => {
  const folder = join(temporaryFolder(), "made/here");
  const told: string[] = [];
  const drawn = await drawInto(folder, { grid: true, onDrawing: ({ file }) => told.push(file) });
  const names = ["Bengal_000.png", "British_Shorthair_002.png"];
  expect(drawn.map(({ file }) => file)).toEqual(names);
  expect(told).toEqual(names);
  expect((await readdir(folder)).sort()).toEqual([...names, "generation_metadata.json", "grid.png"].sort());
  const metadata = parseGenerationMetadataText(await readFile(join(folder, "generation_metadata.json"), "utf8"));
  expect(metadata).toMatchObject({ seed: 9, model: { file: "model.onnx", sha256: SHA } });
  for (const [i, { file, sha256: hash, index }] of metadata.files.entries()) {
    const png = await readFile(join(folder, file));
    expect(sha256(png)).toBe(hash);
    const settings = readDrawingSettings(await readPngText(png));
    expect(settings).toMatchObject({ seed: 9, index, modelSha256: SHA, breed: drawn[i].settings.breed });
    expect([...(await decodePng(png)).data]).toEqual([...drawn[i].image.data]);
  }
});

test("stopped, it leaves no metadata that would call the set whole", async () => {
  const folder = temporaryFolder();
  const stop = new AbortController();
  const onDrawing = () => stop.abort(new Error("enough"));
  await expect(drawInto(folder, { signal: stop.signal, onDrawing })).rejects.toThrow("enough");
  expect(await readdir(folder)).toEqual(["Bengal_000.png"]);
});
