import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { classifierManifest, generatorManifest, modelFolder } from "../../test/tiny-models.ts";
import { loadClassifier } from "./load-classifier.ts";
import { loadGenerator } from "./load-generator.ts";
import { findModel } from "./model-source.ts";

const folders: { remove(): void }[] = [];
function place(manifest: Parameters<typeof modelFolder>[0]): string {
  const made = modelFolder(manifest);
  folders.push(made);
  return made.folder;
}
afterEach(() => {
  for (const { remove } of folders.splice(0)) remove();
});

const white = { data: new Uint8ClampedArray(40 * 40 * 3).fill(255), width: 40, height: 40 };

describe("a model is found", () => {
  test("by its folder, its manifest's URL, a file in it and a file in a folder below it", async () => {
    const folder = place(classifierManifest());
    const manifest = pathToFileURL(join(folder, "tiny-cats.json"));
    for (const source of [
      folder,
      pathToFileURL(folder),
      { manifest, files: {} },
      join(folder, "tiny-classifier.onnx"),
    ]) {
      await using classifier = await loadClassifier(source);
      expect((await classifier.classify(white)).predictions[0].id).toBe(12);
    }
  });

  test("for its task in a folder directly below one that holds another, or none", async () => {
    const root = place(classifierManifest());
    cpSync(place(generatorManifest()), join(root, "generator"), { recursive: true });
    cpSync(place(generatorManifest()), join(root, "another"), { recursive: true });
    const task = "class-conditional-image-generation";
    expect(await findModel(root, { task })).toMatchObject({ folder: join(root, "generator"), manifest: { task } });
    expect((await findModel(root)).folder).toBe(root);
    await using classifier = await loadClassifier(root);
    await using generator = await loadGenerator(root);
    expect([classifier.manifest.task, generator.manifest.task]).toEqual(["image-classification", task]);
    rmSync(join(root, "tiny-cats.json"));
    expect((await findModel(root, { task })).folder).toBe(join(root, "generator"));
    await expect(findModel(root)).rejects.toMatchObject({ code: "no-manifest" });
    await expect(loadClassifier(root)).rejects.toMatchObject({ code: "no-manifest" });
    writeFileSync(join(root, "generator", "tiny-cats.json"), "{");
    await expect(findModel(root, { task })).rejects.toMatchObject({ code: "invalid-json" });
  });

  test("and keeps the caller's picture", async () => {
    await using classifier = await loadClassifier(place(classifierManifest()));
    await classifier.classify(white);
    expect(white.data).toHaveLength(4800);
  });

  test("to draw with, too", async () => {
    await using generator = await loadGenerator(place(generatorManifest()));
    for await (const { image, settings } of generator.draw(["Persian"], { seed: 3 })) {
      expect(Math.abs(image.data[0] - Math.round((-0.65 + 0.7) * 127.5 + 127.5))).toBeLessThanOrEqual(1);
      expect(settings.modelSha256).toBe(generatorManifest().files[0].sha256);
    }
  });
});

describe("a model is refused", () => {
  test("when there is none", async () => {
    await expect(loadClassifier("no/such/model")).rejects.toMatchObject({ code: "model-not-found" });
  });

  test("when nothing describes it", async () => {
    const folder = place({ files: [{ path: "tiny-classifier.onnx" }] });
    writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify(classifierManifest("tiny-nan")));
    await expect(loadClassifier(join(folder, "tiny-classifier.onnx"))).rejects.toMatchObject({ code: "no-manifest" });
    const other = place(classifierManifest());
    await expect(loadClassifier(join(other, ".."))).rejects.toMatchObject({ code: "no-manifest" });
  });

  test("when its manifest is broken or lists no graph", async () => {
    const folder = place(classifierManifest());
    writeFileSync(join(folder, "tiny-cats.json"), "{");
    await expect(loadClassifier(folder)).rejects.toMatchObject({ code: "invalid-json" });
    writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify({ ...classifierManifest(), files: [] }));
    await expect(loadClassifier(folder)).rejects.toMatchObject({
      code: expect.stringMatching(/invalid-document|model-file-missing/),
    });
  });

  test("when it was made for something else", async () => {
    await expect(loadClassifier(place(generatorManifest()))).rejects.toMatchObject({ code: "wrong-model" });
    await expect(loadGenerator(place(classifierManifest()))).rejects.toMatchObject({ code: "wrong-model" });
    const small = generatorManifest();
    const io = (side: number) => [{ ...small.inputs[0], shape: ["batch", 3, side, side] }, ...small.inputs.slice(1)];
    const larger = {
      ...small,
      inputs: io(16),
      outputs: [{ ...small.outputs[0], shape: ["batch", 3, 16, 16] }],
      generation: { ...small.generation, image_size: 16 },
    };
    await expect(loadGenerator(place(larger))).rejects.toMatchObject({ code: "wrong-model" });
  });

  test("when one bit of it changed, it was cut short, or it grew", async () => {
    const folder = place(classifierManifest());
    const path = join(folder, "tiny-classifier.onnx");
    const whole = readFileSync(path);
    const flipped = Buffer.from(whole);
    flipped[200] ^= 1;
    for (const [bytes, code] of [
      [flipped, "hash-mismatch"],
      [whole.subarray(0, 400), "hash-mismatch"],
      [Buffer.alloc(0), "hash-mismatch"],
      [Buffer.concat([whole, whole]), "file-too-large"],
    ] as const) {
      writeFileSync(path, bytes);
      await expect(loadClassifier(folder)).rejects.toMatchObject({ code });
    }
  });

  test("when it answers with what are no numbers", async () => {
    await using classifier = await loadClassifier(place(classifierManifest("tiny-nan")));
    await expect(classifier.classify(white)).rejects.toMatchObject({ code: "non-finite-logits" });
  });
});
