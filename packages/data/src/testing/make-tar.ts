import { gzipSync } from "node:zlib";

/** An entry of an archive to be made; what is left out is as an honest file has it. */
export interface MadeEntry {
  name: string;
  content?: string | Uint8Array;
  type?: string;
  prefix?: string;
  /** What the header says in place of the content's length. */
  size?: string;
  magic?: string;
  link?: string;
}

const TEXT = new TextEncoder();
const BLOCK = 512;

/** A ustar archive of these entries, with the two blocks that end it. */
export function makeTar(entries: readonly MadeEntry[]): Uint8Array {
  return Buffer.concat([...entries.map(makeEntry), new Uint8Array(2 * BLOCK)]);
}

export function makeTarGz(entries: readonly MadeEntry[]): Uint8Array {
  return gzipSync(makeTar(entries), { level: 1 });
}

/** A record of an extended header, whose length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = TEXT.encode(` ${key}=${value}\n`).length;
  let length = rest;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}

function makeEntry({
  name,
  content = "",
  type = "0",
  prefix = "",
  size,
  magic = "ustar\x0000",
  link = "",
}: MadeEntry): Uint8Array {
  const bytes = typeof content === "string" ? TEXT.encode(content) : content;
  const entry = new Uint8Array(BLOCK + Math.ceil(bytes.length / BLOCK) * BLOCK);
  const put = (at: number, text: string) => entry.set(TEXT.encode(text), at);
  put(0, name);
  put(100, "0000644\0");
  put(124, size ?? `${bytes.length.toString(8).padStart(11, "0")}\0`);
  put(136, "00000000000\0");
  put(148, " ".repeat(8));
  put(156, type);
  put(157, link);
  put(257, magic);
  put(345, prefix);
  sealHeader(entry);
  entry.set(bytes, BLOCK);
  return entry;
}

/** Writes a header's checksum anew. */
export function sealHeader(header: Uint8Array): void {
  header.fill(32, 148, 156);
  const sum = header.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  header.set(TEXT.encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
}
