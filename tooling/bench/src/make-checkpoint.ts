import { convertTensors, type TinyDitConfig, tinyDit } from "@tiny-cats/architectures";
import { writePyTorch } from "@tiny-cats/checkpoint/node";
import { randomTensors } from "../../cross-checks/src/architectures-random.ts";

/** Writes a TinyDiT's trainer checkpoint (.pt, raw weights alone) of pseudo-random numbers, the same ones each time. */
export async function makeCheckpoint(path: string, config: TinyDitConfig): Promise<void> {
  const dialect = tinyDit.dialects.find(({ name }) => name === "seed-trainer")!;
  const named = convertTensors(tinyDit, config, randomTensors(tinyDit, config), { to: dialect.name });
  await writePyTorch(path, dialect.wrap!(named, config) as Parameters<typeof writePyTorch>[1]);
}
