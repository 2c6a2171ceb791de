/** A file in a zip, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  /** CRC-32 of its content; undefined in an archive written without checksums, as PyTorch can. */
  readonly crc: number | undefined;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly headerOffset: number;
  /** Where the next record begins. */
  readonly limit: number;
}
