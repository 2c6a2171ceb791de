import { archiveTooLarge, invalidArchive, unsafeArchive } from "./archive-errors.ts";
import type { ByteSource } from "./byte-source.ts";
import { parsePax } from "./parse-pax.ts";
import { parseTarHeader, TAR_BLOCK, type TarHeader, tarText, untilNul } from "./tar-header.ts";
import type { TarLimits } from "./tar-limits.ts";

/** A file or folder of an archive. */
export interface TarEntry {
  /** As the archive has it. */
  name: string;
  folder: boolean;
  size: number;
  /** A file's bytes, which can be read once, before the next entry is asked for. */
  content(): AsyncGenerator<Uint8Array>;
}

const PIECE = 1 << 20;
const LONGEST_EXTENDED = 1 << 20;
const REFUSED: Readonly<Record<string, string>> = {
  "1": "it is a hard link",
  "2": "it is a symbolic link",
  "3": "it is a device",
  "4": "it is a device",
  "6": "it is a FIFO",
};

/**
 * The files and folders of a tar archive in its order. Links, devices and what else is neither are refused, and so is an archive that
 * does not end as one does.
 *
 * @throws TinyCatsError "invalid-archive", "unsafe-archive" or "archive-too-large"; what the source throws.
 */
export async function* tarEntries(
  source: ByteSource,
  { maxEntries, maxEntryBytes }: Pick<TarLimits, "maxEntries" | "maxEntryBytes">,
): AsyncGenerator<TarEntry> {
  let headers = 0;
  let said: { name?: string; size?: number } = {};
  for (;;) {
    const block = await source.take(TAR_BLOCK);
    if (block.length < TAR_BLOCK) throw invalidArchive("the archive ends before its end");
    const header = parseTarHeader(block);
    if (!header) break;
    if (++headers > maxEntries) throw archiveTooLarge(`the archive has more than ${maxEntries} entries`, maxEntries);
    if (isExtended(header)) {
      said = { ...said, ...(await readExtended(source, header)) };
      continue;
    }
    const { name, size, type } = { ...header, ...said };
    said = {};
    if (type !== "0" && type !== "5") throw unsafeArchive(name, REFUSED[type] ?? "its type is not known");
    if (size > maxEntryBytes) {
      throw archiveTooLarge(
        `${JSON.stringify(name.slice(0, 200))} has ${size} bytes, where ${maxEntryBytes} are allowed`,
        size,
      );
    }
    if (type === "5" && size > 0) throw invalidArchive("a folder in the archive has a content");
    const read = { left: size };
    yield { name, folder: type === "5", size, content: () => content(source, read) };
    // What was not read of it.
    const rest = content(source, read);
    while (!(await rest.next()).done);
    await skipPadding(source, size);
  }
  if (said.name !== undefined || said.size !== undefined)
    throw invalidArchive("the archive ends after an extended header");
}

function isExtended({ type }: TarHeader): boolean {
  return type === "x" || type === "g" || type === "L";
}

/** What an extended header says of the next entry. */
async function readExtended(source: ByteSource, { type, size }: TarHeader): Promise<{ name?: string; size?: number }> {
  if (size > LONGEST_EXTENDED) throw archiveTooLarge(`an extended header has ${size} bytes`, size);
  const bytes = await source.take(size);
  if (bytes.length < size) throw invalidArchive("the archive ends in an extended header");
  await skipPadding(source, size);
  if (type === "L") return { name: tarText(untilNul(bytes)) };
  const records = parsePax(bytes);
  const [path, length] = [records.get("path"), records.get("size")];
  if ([...records.keys()].some((key) => key.startsWith("GNU.sparse")))
    throw invalidArchive("the archive has sparse files");
  if (type === "g") {
    if (path === undefined && length === undefined) return {};
    throw invalidArchive("an extended header gives all entries one name or size");
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length))
    throw invalidArchive("a size in an extended header is no number");
  return { ...(path !== undefined && { name: path }), ...(length !== undefined && { size: Number(length) }) };
}

async function* content(source: ByteSource, read: { left: number }): AsyncGenerator<Uint8Array> {
  while (read.left > 0) {
    const part = await source.some(Math.min(PIECE, read.left));
    if (!part) throw invalidArchive("the archive ends in the middle of a file");
    read.left -= part.length;
    yield part;
  }
}

async function skipPadding(source: ByteSource, size: number): Promise<void> {
  const padding = (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
  if (padding > 0 && (await source.take(padding)).length < padding)
    throw invalidArchive("the archive ends before its end");
}
