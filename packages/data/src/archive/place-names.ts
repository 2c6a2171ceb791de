import { safeJoin } from "@tiny-cats/files";
import { unsafeArchive } from "./archive-errors.ts";

/**
 * Refuses names of an archive that could leave the folder, and tells names apart as every file system would: of two that differ only in
 * case or in how accents are composed the second is refused, unless both are folders, and so is a file where there is a folder.
 *
 * @returns a function from a name in the archive to the path below the folder; "" for the folder itself.
 */
export function placeNames(): (name: string, folder: boolean) => string {
  const files = new Set<string>();
  const folders = new Set<string>();
  return (name, folder) => {
    const path = (folder ? name.replace(/\/$/, "") : name).replace(/^(?:\.\/)+/, "").replace(/^\.$/, "");
    if (path === "" && folder) return "";
    try {
      safeJoin("", path);
    } catch (error) {
      throw unsafeArchive(name, "it is no path below a folder", error);
    }
    const key = path.normalize("NFC").toLowerCase();
    if (files.has(key) || (!folder && folders.has(key))) throw unsafeArchive(name, "its name occurs twice");
    if (folder) folders.add(key);
    else files.add(key);
    for (let at = key.lastIndexOf("/"); at > 0; at = key.lastIndexOf("/", at - 1)) {
      const above = key.slice(0, at);
      if (files.has(above)) throw unsafeArchive(name, "it lies below a file");
      if (folders.has(above)) break;
      folders.add(above);
    }
    return path;
  };
}
