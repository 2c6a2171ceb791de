import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ifThere, makeFolder, md5File, withLock, writeFileAtomic } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type FetchOptions, fetchArchive } from "./fetch-archive.ts";
import { PETS_ARCHIVES, PETS_HOME, type PetsArchive } from "./pets-archives.ts";
import { PETS_LICENSE, PETS_NOTICE } from "./pets-notice.ts";

export interface FetchPetsOptions extends FetchOptions {
  /** Where the archives lie; their home unless told. */
  source?: string | URL;
  /** Their names and hashes, for a source that has packed them anew. */
  archives?: readonly PetsArchive[];
  /** Called now and then; `total` is undefined where the server does not say it. */
  onProgress?: (progress: {
    stage: "checking" | "fetching";
    file: string;
    done: number;
    total: number | undefined;
  }) => void;
}

/** What lies in the folder now. */
export interface FetchedPets {
  source: string;
  license: string;
  files: { file: string; bytes: number; md5: string /** Whether it was there already. */; reused: boolean }[];
}

/**
 * Brings the archives of Oxford-IIIT Pet (Parkhi et al., CVPR 2012) into a folder, with NOTICE.txt that says whose they are and under what
 * licence. An archive that is there with the right hash is left as it is; one that was broken off is gone on with.
 *
 * @throws TinyCatsError "invalid-source", "fetch-failed", "fetch-refused" or "wrong-archive"; FilesError of reading and writing; the signal's reason.
 */
export async function fetchPets(
  folder: string,
  { source = PETS_HOME, archives = PETS_ARCHIVES, onProgress, signal, ...options }: FetchPetsOptions = {},
): Promise<FetchedPets> {
  signal?.throwIfAborted();
  const base = parseSource(source);
  await makeFolder(folder);
  const bring = async (archive: PetsArchive, inside: AbortSignal) => {
    const { name: file, md5 } = archive;
    const path = join(folder, file);
    const checking = md5File(path, {
      signal: inside,
      onProgress: ({ bytes, total }) => onProgress?.({ stage: "checking", file, done: bytes, total }),
    });
    if ((await ifThere(checking)) === md5) return { file, bytes: (await stat(path)).size, md5, reused: true };
    const { bytes } = await fetchArchive(new URL(file, base), path, {
      ...options,
      md5,
      signal: inside,
      onBytes: (done, total) => onProgress?.({ stage: "fetching", file, done, total }),
    });
    return { file, bytes, md5, reused: false };
  };
  return withLock(
    join(folder, ".fetch.lock"),
    async (lock) => {
      await writeFileAtomic(join(folder, "NOTICE.txt"), PETS_NOTICE, { signal: lock.signal });
      const files: FetchedPets["files"] = [];
      for (const archive of archives) files.push(await bring(archive, lock.signal));
      return { source: base.href, license: PETS_LICENSE, files };
    },
    { signal },
  );
}

function parseSource(source: string | URL): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new TinyCatsError("invalid-source", "the source is no address of the web, or has a password in it", {
      value: url ? `${url.protocol}//${url.host}` : String(source).slice(0, 200),
      remedy: "give an http or https address of the folder that holds the archives",
    });
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}
