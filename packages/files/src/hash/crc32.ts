let tables: Uint32Array[] | undefined;

/**
 * CRC-32 of `bytes`, as zip, gzip and PNG have it (polynomial 0xEDB88320), as a whole number of 32 bits without a sign; `previous` is the sum of
 * what came before them. Eight bytes at a step: Kounavis and Berry, "A systematic approach to building high performance software-based CRC
 * generators", 2005.
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  tables ??= makeTables();
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let crc = ~previous;
  let at = 0;
  for (const end = bytes.length - 8; at <= end; at += 8) {
    const a = crc ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    crc =
      t7[a & 255] ^
      t6[(a >>> 8) & 255] ^
      t5[(a >>> 16) & 255] ^
      t4[a >>> 24] ^
      t3[bytes[at + 4]] ^
      t2[bytes[at + 5]] ^
      t1[bytes[at + 6]] ^
      t0[bytes[at + 7]];
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
  });
  const all = [first];
  for (let i = 1; i < 8; i++) all.push(all[i - 1].map((value) => first[value & 255] ^ (value >>> 8)));
  return all;
}
