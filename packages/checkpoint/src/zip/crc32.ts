/** CRC-32 of `bytes`, going on from `previous`: that of "@tiny-cats/files/crc32", or of node:zlib. */
export type Crc32 = (bytes: Uint8Array, previous?: number) => number;
