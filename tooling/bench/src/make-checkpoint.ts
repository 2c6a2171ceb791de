import { convertTensors, type NamedSources, type TinyDitConfig, tinyDit } from "@tiny-cats/architectures";
import { writePyTorch } from "@tiny-cats/checkpoint/node";

/** Writes a TinyDiT's trainer checkpoint (.pt, raw weights alone) of a fixed sequence of pseudo-random numbers, scaled by their fan-in. */
export async function makeCheckpoint(path: string, config: TinyDitConfig): Promise<void> {
  let state = 1;
  const next = () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const tensors: NamedSources = new Map(
    [...tinyDit.tensors(config)].map(([name, { shape }]) => {
      const count = shape.reduce((product, side) => product * side, 1);
      const isGain = shape.length === 1 && /norm\w*\.weight$/.test(name);
      const scale = shape.length > 1 ? Math.sqrt(24 / (count / shape[0])) : 0.5;
      const data = Float32Array.from({ length: count }, () => (isGain ? 1 + next() : next() * scale));
      const chunks = async function* () {
        yield new Uint8Array(data.buffer);
      };
      return [name, { dtype: "f32" as const, shape, chunks }] as const;
    }),
  );
  const dialect = tinyDit.dialects.find(({ name }) => name === "seed-trainer")!;
  const named = convertTensors(tinyDit, config, tensors, { to: dialect.name });
  await writePyTorch(path, dialect.wrap!(named, config) as Parameters<typeof writePyTorch>[1]);
}
