import { type DrawingSettings, normals, type RgbImage } from "@tiny-cats/core";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { drawingManifest } from "../../../testing/drawing-manifest.ts";
import { modelOf } from "../model-of.ts";
import { firstDraft } from "../settings/first-draft.ts";
import { readDraft } from "../settings/read-draft.ts";
import { enlarged } from "./enlarged.ts";
import { fileName } from "./file-name.ts";
import { openDrawing } from "./open-drawing.ts";
import { startingNoise } from "./starting-noise.ts";

const manifest = drawingManifest();
const { count: _, ...plan } = readDraft(firstDraft(manifest), manifest).plan!;
const settings: DrawingSettings = { ...plan, modelSha256: "b".repeat(64) };
const image: RgbImage = { data: Uint8ClampedArray.from([1, 2, 3, 4, 5, 6]), width: 2, height: 1 };

describe("a drawing that is opened", () => {
  test("brings its settings and pixels", async () => {
    const png = await encodePng(image, { text: drawingText(settings) });
    const opened = await openDrawing(new Blob([png]), { newId: () => "x" });
    expect(opened).toMatchObject({ id: "x", settings, image, png });
  });

  test("is refused where it is none", async () => {
    const plain = await encodePng(image);
    await expect(openDrawing(new Blob([plain]))).rejects.toMatchObject({ code: "no-drawing-settings" });
    await expect(openDrawing(new Blob(["a text"]))).rejects.toMatchObject({ code: "not-a-png" });
    const huge = { size: 2 ** 30, arrayBuffer: () => expect.unreachable() } as unknown as Blob;
    await expect(openDrawing(huge)).rejects.toMatchObject({ code: "file-too-large" });
  });
});

test("small pictures are enlarged, large ones left alone", () => {
  const small = { data: new Uint8ClampedArray(64 * 64 * 3).fill(7), width: 64, height: 64 };
  expect(enlarged(small)).toMatchObject({ width: 256, height: 256 });
  expect(enlarged(small).data.every((value) => value === 7)).toBe(true);
  const large = { data: new Uint8ClampedArray(256 * 300 * 3), width: 256, height: 300 };
  expect(enlarged(large)).toBe(large);
});

test("the noise is the one that the breed's picture of the seed begins with", () => {
  const noise = startingNoise({ ...plan, breed: "Siamese", seed: 9, index: 2 }, manifest);
  const [value] = normals(9, { index: 10 * 65536 + 2, length: 1 });
  expect(noise).toMatchObject({ width: 64, height: 64 });
  expect(Math.abs(noise.data[0] - Math.min(255, Math.max(0, (value + 1) * 127.5)))).toBeLessThanOrEqual(1);
  expect(startingNoise({ ...plan, breed: "Bengal", seed: 9, index: 2 }, manifest).data).not.toEqual(noise.data);
});

test.each([
  [{}, "Maine_Coon_seed-7.png"],
  [{ index: 3 }, "Maine_Coon_seed-7_3.png"],
  [{ breed: "../x y" }, "_x_y_seed-7.png"],
])("a file is named for what it shows: %j", (change, name) => {
  expect(fileName({ ...settings, ...change })).toBe(name);
});

test("the model is the default one until another is there", () => {
  const known = modelOf({ phase: "idle" });
  expect(known.manifest.name).toBe("cat-portraits-tinydit-64");
  expect([known.modelSha256?.slice(0, 12), known.bytes]).toEqual(["0eb6bcf7d3ef", 22361646]);
  const other = { ...manifest, files: [] };
  const state = { phase: "ready", model: { manifest: other }, source: new URL("https://a.example"), from: "cache" };
  expect(modelOf(state as never)).toEqual({ manifest: other, modelSha256: undefined, bytes: 0 });
});
