/** The bytes that one or more tensors show. Two tensors with the same storage object share memory. */
export interface Storage {
  /** What the file calls it. */
  readonly key: string;
  readonly byteLength: number;
  /** Where it was when saved: "cpu", "cuda:0". */
  readonly device: string;
  /** Bytes of a range in memory of their own; a checksum over the whole storage is compared where the whole is asked for. */
  read(offset: number, length: number, options?: { signal?: AbortSignal }): Promise<Uint8Array<ArrayBuffer>>;
  /** The same in blocks of about 1 MiB. */
  blocks(offset: number, length: number, options?: { signal?: AbortSignal }): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
