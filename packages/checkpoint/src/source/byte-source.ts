/** Bytes at known places, read on demand: a file, a Blob, a range of a download. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** The `length` bytes from `offset`, in memory of their own that the caller may change. Never asked for bytes beyond `size`. */
  read(offset: number, length: number, options?: { signal?: AbortSignal }): Promise<Uint8Array<ArrayBuffer>>;
}
