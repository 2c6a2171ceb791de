// What share of which pictures the noise detector rejects. Arguments: the folder of Oxford-IIIT Pet with index.csv, and
// "fix" for the set that its limits were fixed on or "report" for the other one.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RgbImage } from "@tiny-cats/core";
import { loadGenerator } from "@tiny-cats/core/node";
import { detectNoise } from "@tiny-cats/eval";
import { generator } from "@tiny-cats/models";
import { noiseKinds } from "./noise-kinds.ts";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";
import { untrainedGenerator } from "./untrained-generator.ts";

const SETS = {
  fix: { split: "train", stride: 6, seed: 0 },
  report: { split: "val", stride: 1, seed: 1000 },
};
const PER_BREED = 12;

async function* drawings(
  model: Parameters<typeof loadGenerator>[0],
  seed: number,
  each: number,
): AsyncGenerator<RgbImage> {
  const artist = await loadGenerator(model);
  const requests = artist.drawable.flatMap((breed) => new Array<string>(each).fill(breed));
  for await (const { image } of artist.draw(requests, { seed })) yield image;
}

const [photos, name] = process.argv.slice(2);
const set = SETS[name as keyof typeof SETS];
if (!photos || !set) throw new Error("noise-detector <folder of photos> fix|report");
const root = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
try {
  const untrained = join(root, "untrained");
  await untrainedGenerator(untrained);
  const kinds = noiseKinds({
    ...set,
    photos,
    drawings: drawings(generator, set.seed, PER_BREED),
    untrained: drawings(untrained, set.seed, 2),
  });
  const rows: string[][] = [];
  for (const { name, real, pictures } of kinds) {
    let [n, rejected] = [0, 0];
    const by = new Map<string, number>();
    for await (const picture of pictures) {
      const { noise, outside } = detectNoise(picture);
      n++;
      if (noise) rejected++;
      for (const statistic of outside) by.set(statistic, (by.get(statistic) ?? 0) + 1);
    }
    const reasons = [...by].map(([statistic, count]) => `${statistic} ${count}`).join(", ");
    rows.push([name, real ? "picture" : "noise", String(n), String(rejected), reasons]);
  }
  console.log(`${provenance()}; split ${set.split}, seeds from ${set.seed}\n`);
  console.log(table(["kind", "is", "n", "rejected", "by"], rows));
} finally {
  await rm(root, { recursive: true, force: true });
}
