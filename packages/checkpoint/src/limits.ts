/** What a file may ask for before it is refused. Every bound is checked before memory is taken. */
export interface Limits {
  /** Bytes of a pickle, and of a zip's directory. 64 MiB unless told. */
  pickleBytes: number;
  /** Opcodes of a pickle. 4 million unless told. */
  opcodes: number;
  /** Dicts, lists, tuples, sets and other objects, of which a tensor and an array are eight and bytes two. 1 million unless told. */
  objects: number;
  /** Values reached when the tree is walked, where a value met twice counts twice. 4 million unless told. */
  nodes: number;
  /** Containers within containers. 500 unless told. */
  depth: number;
  /** Bytes of a safetensors header. 100 million unless told, as in the reference implementation. */
  headerBytes: number;
  /** How often over the tensors may show the stored bytes (expanded and tied tensors), beside 1 GiB. 64 unless told. */
  expansion: number;
}

/** The limits of openCheckpoint where its caller says nothing. */
export const DEFAULT_LIMITS: Readonly<Limits> = {
  pickleBytes: 64 * 2 ** 20,
  opcodes: 4_000_000,
  objects: 1_000_000,
  nodes: 4_000_000,
  depth: 500,
  headerBytes: 100_000_000,
  expansion: 64,
};

/** How many objects' memory a tensor takes. */
export const OBJECTS_OF_TENSOR = 8;

/** The limits to be kept: what the caller gave, and else the default. */
export function resolveLimits(given: Partial<Limits> = {}): Limits {
  const limits = { ...DEFAULT_LIMITS };
  // An undefined one, as options passed on have, would bound nothing.
  for (const name of Object.keys(limits) as (keyof Limits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** Bytes that tensors may show in all where `stored` are stored. */
export function shownBytes({ expansion }: Readonly<Limits>, stored: number): number {
  return 2 ** 30 + expansion * stored;
}
