/** How a weight is updated. */
export interface WeightGroup {
  /** Whether it decays. */
  readonly decays: boolean;
  /** What the learning rate is multiplied by for it. */
  readonly rate: number;
}

/** Where a weight lies in the vectors of all weights. */
interface WeightPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly length: number;
}

/** Elements from `begin` to `end` that are updated alike. */
interface Region extends WeightGroup {
  readonly begin: number;
  readonly end: number;
}

/** Every weight's place in one vector, those that are updated alike side by side. */
export interface Layout {
  readonly length: number;
  readonly places: readonly WeightPlace[];
  readonly regions: readonly Region[];
}

/** Weights begin at multiples of this many elements: 64 bytes, a line of the processor's cache. */
const ALIGNMENT = 16;

/** Gives each weight its place. */
export function layOut(
  weights: ReadonlyMap<string, readonly number[]>,
  group: (name: string, shape: readonly number[]) => WeightGroup,
): Layout {
  const groups = new Map<string, [string, readonly number[]][]>();
  for (const [name, shape] of weights) {
    const { decays, rate } = group(name, shape);
    const key = `${decays} ${rate}`;
    groups.set(key, [...(groups.get(key) ?? []), [name, shape]]);
  }
  const places: WeightPlace[] = [];
  const regions: Region[] = [];
  let at = 0;
  for (const members of groups.values()) {
    const begin = at;
    for (const [name, shape] of members) {
      const length = shape.reduce((a, b) => a * b, 1);
      places.push({ name, shape, begin: at, length });
      at += Math.ceil(length / ALIGNMENT) * ALIGNMENT;
    }
    const [name, shape] = members[0];
    regions.push({ ...group(name, shape), begin, end: at });
  }
  return { length: at, places, regions };
}
