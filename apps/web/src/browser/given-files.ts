/** Files that were given, or why there are none. */
export type Given = { files: { name: string; blob: Blob }[] } | { refused: "link" | "text" | "nothing" };

/** What a drop or a paste holds. Every file is taken, whatever it says it is: reading it shows what it really is. */
export function givenFiles(transfer: DataTransfer | null): Given {
  const files = Array.from(transfer?.files ?? [], (file) => ({ name: file.name, blob: file as Blob }));
  if (files.length > 0) return { files };
  const types = Array.from(transfer?.types ?? []);
  if (types.includes("text/uri-list")) return { refused: "link" };
  if (types.some((type) => type.startsWith("text/"))) return { refused: "text" };
  return { refused: "nothing" };
}
