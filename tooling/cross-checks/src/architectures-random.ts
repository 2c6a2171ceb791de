import type { Architecture, NamedSources } from "@tiny-cats/architectures";

/** Weights of a fixed sequence of pseudo-random numbers, scaled by their fan-in so that signals keep their size. */
export function randomTensors<Config>(architecture: Architecture<Config>, config: Config): NamedSources {
  let state = 1;
  const next = () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const wanted = [...architecture.tensors(config)].filter(([, { optional }]) => !optional);
  return new Map(
    wanted.map(([name, { shape }]) => {
      const count = shape.reduce((product, side) => product * side, 1);
      const isScale =
        /(running_var|norm\w*\.weight|normalization\.weight|bn\d?\.weight)$/.test(name) && shape.length === 1;
      const scale = shape.length > 1 ? Math.sqrt(24 / (count / shape[0])) : 0.5;
      const data = Float32Array.from({ length: count }, () => (isScale ? 1 + next() : next() * scale));
      const chunks = async function* () {
        yield new Uint8Array(data.buffer);
      };
      return [name, { dtype: "f32" as const, shape, chunks }] as const;
    }),
  );
}
