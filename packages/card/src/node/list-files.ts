import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";

const MOST = 20_000;
const DEPTH = 12;

/**
 * The files below a folder by path with "/", in order. Hidden ones, node_modules and links are passed over: they are not published.
 *
 * @throws TinyCatsError "too-many-files" past 20,000 unless told, or 12 folders inside one another; "no-such-folder"
 */
export async function listFiles(
  root: string,
  { most = MOST, signal }: { most?: number; signal?: AbortSignal } = {},
): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch((cause) => {
      throw new TinyCatsError("no-such-folder", `${join(root, path)} is no folder that can be read`, {
        value: join(root, path),
        remedy: "give a folder that is there: of a model with its tiny-cats.json, of a data set, or of reports",
        cause,
      });
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      if (found.length >= most || depth > DEPTH) {
        throw new TinyCatsError("too-many-files", `${root} holds more than a card can speak of`, {
          value: root,
          remedy: `give a folder with up to ${most} files, ${DEPTH} folders deep`,
        });
      }
      if (entry.isDirectory()) await visit(below, depth + 1);
      else if (entry.isFile()) found.push(below);
    }
  };
  await visit("", 0);
  return found;
}
