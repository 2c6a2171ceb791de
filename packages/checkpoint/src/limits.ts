/** What a file may ask for before it is refused. Every bound is checked before memory is taken. */
export interface Limits {
  /** Bytes of a pickle, and of a zip's directory. 64 MiB unless told. */
  pickleBytes: number;
  /** Opcodes of a pickle. 8 million unless told. */
  opcodes: number;
  /** Dicts, lists, tuples, sets, tensors and other objects made by a pickle. 1 million unless told. */
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
  opcodes: 8_000_000,
  objects: 1_000_000,
  nodes: 4_000_000,
  depth: 500,
  headerBytes: 100_000_000,
  expansion: 64,
};
