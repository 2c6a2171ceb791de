import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { classifier, type EmbeddedModel, extractor, generator } from "./index.ts";
import { quantizedClassifier, quantizedGenerator } from "./quantized.ts";

interface Listed {
  path: string;
  role: string;
  bytes: number;
  sha256: string;
}

async function filesOf({ manifest }: EmbeddedModel): Promise<Listed[]> {
  return JSON.parse(await readFile(manifest, "utf8")).files;
}

describe.each([
  ["classifier", classifier],
  ["extractor", extractor],
  ["generator", generator],
])("%s", (name, model) => {
  test("every file is the one its manifest describes", async () => {
    const folder = dirname(fileURLToPath(model.manifest));
    for (const { path, bytes, sha256 } of await filesOf(model)) {
      const content = await readFile(join(folder, path));
      expect(content.byteLength).toBe(bytes);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    }
  });

  test("the URLs are those of the graphs, in this package's folder", async () => {
    const [graph] = (await filesOf(model)).filter(({ role }) => role === "model");
    expect(Object.keys(model.files)).toEqual([graph.path]);
    for (const [path, url] of Object.entries(model.files)) {
      expect(url.href).toBe(new URL(path, model.manifest).href);
      expect((await stat(url)).isFile()).toBe(true);
    }
    expect(new URL(".", model.manifest).pathname).toMatch(new RegExp(`/${name}/$`));
  });
});

test.each([
  ["classifier", classifier, quantizedClassifier],
  ["generator", generator, quantizedGenerator],
])(
  "the %s in 8 bits is the one that its report measured, made of the one beside it",
  async (name, model, quantized) => {
    const hash = async (url: URL) =>
      createHash("sha256")
        .update(await readFile(url))
        .digest("hex");
    const url = new URL(`../reports/${name}/quantization_report.json`, import.meta.url);
    const { source, output_sha256, accuracy, kid } = JSON.parse(await readFile(url, "utf8"));
    expect(output_sha256).toBe(await hash(quantized));
    expect(source.sha256).toBe(await hash(model.files["onnx/model.onnx"]));
    if (name === "classifier") expect(accuracy.breeds.original - accuracy.breeds.quantized).toBeLessThanOrEqual(0.005);
    else expect(kid.quantized.value).toBeLessThanOrEqual(kid.original.interval.high);
  },
);

test("what drawings are compared by is the network of the generator's reports and of its limit, and never another", async () => {
  const [{ sha256 }] = await filesOf(extractor);
  expect(sha256).toBe("d2b5d5cf069505ad4a3291e1c1b3da51d7b43b04643000aa14d384d0e266ae87");
  const report = JSON.parse(
    await readFile(new URL("../reports/generator/evaluation_report.json", import.meta.url), "utf8"),
  );
  expect(report.extractor.sha256).toBe(sha256);
  expect(JSON.parse(await readFile(generator.manifest, "utf8")).generation.kid_limit.extractor).toBe(sha256);
});
