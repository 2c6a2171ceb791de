import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { resize } from "@tiny-cats/core";
import { decodeImage, loadGenerator } from "@tiny-cats/core/node";
import { openImageSet } from "@tiny-cats/data";
import {
  createFeatureStatistics,
  type FeatureSet,
  featureSet,
  frechetDistance,
  kernelDistance,
  manifoldMetrics,
} from "@tiny-cats/eval";
import { openExtractor, squareBox } from "@tiny-cats/eval/node";
import * as models from "@tiny-cats/models";
import { output, python } from "./peers.ts";

// Errors of each stage of measuring drawings, ours beside Pillow, torch in float64, numpy and scipy: node src/eval-stages.ts <folder of the set>
const [data, count = "100"] = process.argv.slice(2);
const side = 64;
const set = await openImageSet(data);
const items = set.items.filter(({ box, label }) => box && label !== "Other").filter((_, i) => i % 8 === 0);
const folder = mkdtempSync(join(tmpdir(), "tiny-cats-stages-"));
const keep = (name: string, bytes: ArrayBufferView) =>
  writeFileSync(join(folder, name), new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
try {
  await using extractor = await openExtractor(models.extractor);
  const { dimension } = extractor.features;
  await using drawer = await loadGenerator(models.generator);
  const pictures = [];
  const real: Float32Array[] = [];
  for (const [n, item] of items.slice(0, Number(count)).entries()) {
    const image = await decodeImage(item.path);
    const box = squareBox(item.box!, { width: image.width, height: image.height, margin: 1.3 })!;
    const input = extractor.prepare(resize(image, { width: side, height: side, filter: "bicubic", box }));
    keep(`${n}.rgb`, image.data);
    keep(`${n}.input`, input);
    const { features } = await extractor.run(input);
    keep(`${n}.features`, features);
    real.push(features);
    pictures.push({ path: item.path, width: image.width, height: image.height, box });
  }
  const drawn: Float32Array[] = [];
  const requests = drawer.drawable.flatMap((breed) => Array.from({ length: 8 }, (_, index) => ({ breed, index })));
  for await (const { image } of drawer.draw(requests, { seed: 0, steps: 4 }))
    drawn.push((await extractor.run(extractor.prepare(image))).features);

  const sets = { real: together(real), drawn: together(drawn) };
  keep("real.f32", sets.real.data);
  keep("drawn.f32", sets.drawn.data);
  const statistics = [sets.real, sets.drawn].map((one) => {
    const all = createFeatureStatistics(extractor.features);
    all.add(one);
    return all;
  });
  const mean = new Float64Array(dimension);
  const moments = statistics[0].moments();
  if (moments.kind === "scatter") mean.set(moments.mean);
  else for (let i = 0; i < moments.rows.length; i++) mean[i % dimension] += moments.rows[i] / real.length;
  keep("mean.f64", mean);
  const kid = await kernelDistance(sets.real, sets.drawn);
  const manifold = await manifoldMetrics(sets.real, sets.drawn);
  const numbers = {
    frechet: (await frechetDistance(statistics[0], statistics[1])).value,
    kid: kid.ofAll,
    precision: manifold.precision.value,
    recall: manifold.recall.value,
    density: manifold.density.value,
    coverage: manifold.coverage.value,
  };
  const model = dirname(fileURLToPath(models.extractor.manifest));
  writeFileSync(join(folder, "job.json"), JSON.stringify({ model, pictures, dimension, numbers }));
  const script = fileURLToPath(new URL("./eval-stages.py", import.meta.url));
  console.log(JSON.stringify({ ours: numbers, ...JSON.parse(await output(python, [script, folder], "")) }, null, 2));

  function together(rows: readonly Float32Array[]): FeatureSet {
    const all = new Float32Array(rows.length * dimension);
    rows.forEach((row, i) => void all.set(row, i * dimension));
    return featureSet(all, extractor.features);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
