import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { placeFolder, writeError } from "@tiny-cats/files";
import { byteSource } from "./byte-source.ts";
import { gunzipFile } from "./gunzip-file.ts";
import { placeNames } from "./place-names.ts";
import { type TarEntry, tarEntries } from "./tar-entries.ts";
import { TAR_LIMITS, type TarLimits } from "./tar-limits.ts";

export interface UnpackOptions extends Partial<TarLimits> {
  signal?: AbortSignal;
  /** Called now and then with the bytes of the archive that were read, and how many it has. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Unpacks a .tar.gz (ustar, pax or GNU tar) into a new folder, which is there whole or not at all. Owners, rights and times are left alone.
 * Refused are names that could leave the folder or mean something else on another system, links, devices, a name that occurs twice in any
 * case, and more than the limits allow.
 *
 * @returns how many files there were, and their bytes.
 * @throws TinyCatsError "invalid-archive", "unsafe-archive", "archive-too-large" or "folder-not-empty"; FilesError of reading and writing; the
 * signal's reason.
 */
export async function unpackTar(
  archive: string,
  folder: string,
  { signal, onProgress, ...given }: UnpackOptions = {},
): Promise<{ files: number; bytes: number }> {
  const limits = { ...TAR_LIMITS, ...given };
  return placeFolder(
    folder,
    async (staging, inside) => {
      const chunks = gunzipFile(archive, { ...limits, signal: inside, onProgress });
      const count = { files: 0, bytes: 0 };
      const place = placeNames();
      const made = new Set<string>();
      const makeOnce = async (path: string) => {
        if (made.has(path)) return;
        await mkdir(path, { recursive: true });
        made.add(path);
      };
      try {
        const source = byteSource(chunks);
        for await (const entry of tarEntries(source, limits)) {
          const name = place(entry.name, entry.folder);
          if (name === "") continue;
          const path = join(staging, name);
          await makeOnce(entry.folder ? path : dirname(path)).catch((error) => {
            throw writeError(join(folder, name), error);
          });
          if (entry.folder) continue;
          await writeEntry(path, entry, join(folder, name));
          count.files++;
          count.bytes += entry.size;
        }
        // To its end, where gzip has its own checksum.
        while (await source.some(1 << 20));
      } finally {
        await chunks.return(undefined);
      }
      return count;
    },
    { signal },
  );
}

async function writeEntry(path: string, entry: TarEntry, shown: string): Promise<void> {
  const system = <T>(call: Promise<T>): Promise<T> =>
    call.catch((error) => {
      throw writeError(shown, error);
    });
  const handle = await system(open(path, "wx"));
  try {
    for await (const part of entry.content()) {
      for (let at = 0; at < part.length; ) at += (await system(handle.write(part, at))).bytesWritten;
    }
  } finally {
    await handle.close();
  }
}
