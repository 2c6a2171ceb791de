/** One line of a tree. Mode "40000" is a folder, "100644" a file. */
export interface TreeEntry {
  mode: string;
  name: string;
  id: string;
}

export const FOLDER = "40000";
export const FILE = "100644";

/** A tree object's content, its entries in git's order: by bytes, a folder's name as though it ended with "/". */
export function writeTree(entries: Iterable<TreeEntry>): Buffer {
  const keyed = [...entries].map((entry) => ({
    entry,
    key: Buffer.from(entry.mode === FOLDER ? `${entry.name}/` : entry.name),
  }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.id, "hex")]),
  );
}

/** The entries of a tree object's content. */
export function readTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", at, space),
      name: content.toString("utf8", space + 1, end),
      id: content.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}
