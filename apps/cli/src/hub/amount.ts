import { bytes } from "../output/bytes.ts";
import { plural } from "../output/plural.ts";

/** "3 files, 1.2 MB". */
export function amount(files: number, size: number): string {
  return `${plural(files, "file")}, ${bytes(size)}`;
}
