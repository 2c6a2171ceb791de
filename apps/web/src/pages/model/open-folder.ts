import { parseManifestText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { addLocalModel } from "../../models/local-models.ts";

/** No manifest is nearly as large. */
const LARGEST_MANIFEST = 4_000_000;

/**
 * Opens a folder that was chosen: the one, of it and those in it, that has a tiny-cats.json nearest to the top. Its files are held to that when they are loaded.
 *
 * @throws TinyCatsError "no-manifest", "model-file-missing", and what parseManifestText throws
 */
export async function openFolder(files: Iterable<File>): Promise<{ name: string; place: URL }> {
  const all = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const depth = (path: string) => path.split("/").length;
  const [found] = all
    .filter(({ file, path }) => /(^|\/)tiny-cats\.json$/.test(path) && file.size <= LARGEST_MANIFEST)
    .sort((a, b) => depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1));
  if (!found) {
    throw new TinyCatsError("no-manifest", "the folder holds no tiny-cats.json", {
      value: all[0]?.path.split("/")[0],
      remedy: "choose a model's folder, such as one that tiny-cats pull or convert made",
    });
  }
  const folder = found.path.slice(0, -"tiny-cats.json".length);
  const manifest = parseManifestText(await found.file.text());
  const inside = new Map(
    all.filter(({ path }) => path.startsWith(folder)).map(({ path, file }) => [path.slice(folder.length), file]),
  );
  const graph = manifest.files.find(({ role }) => role === "model");
  if (!graph || !inside.has(graph.path)) {
    throw new TinyCatsError(
      "model-file-missing",
      `${manifest.name} has no graph to run here: ${graph?.path ?? "none is listed"}`,
      {
        value: graph?.path,
        remedy: "choose a folder that holds the graph its tiny-cats.json lists",
      },
    );
  }
  const wanted = [graph.path, "README.md"].filter((path) => inside.has(path));
  const kept = Object.fromEntries(wanted.map((path) => [path, inside.get(path)!]));
  return { name: folder.replace(/\/$/, "") || manifest.name, place: addLocalModel(found.file, kept) };
}
