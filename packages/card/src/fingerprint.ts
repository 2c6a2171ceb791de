const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * 16 hexadecimal digits that tell whether a text was changed, whatever its line ends: FNV-1a of 64 bits over UTF-8 (Fowler, Noll and Vo).
 * It holds against accidents, not against malice; files are named by sha256.
 */
export function fingerprint(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text.replaceAll("\r\n", "\n").trim())) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  }
  return hash.toString(16).padStart(16, "0");
}
