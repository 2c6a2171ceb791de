import { type FolderEntry, walkFolder } from "@tiny-cats/files";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";

/** More than any published model has. */
const BOUNDS = { maxEntries: 20_000, maxDepth: 16 };

/**
 * Everything in a folder but folders, in the order of its path. Links are named and not followed; .git is left out.
 *
 * @throws TinyCatsError "folder-too-large" over 20,000 entries or 16 levels; FilesError of a folder that can't be read
 */
export async function folderEntries(root: string, { signal }: { signal?: AbortSignal } = {}): Promise<FolderEntry[]> {
  const skip = ({ path }: FolderEntry) => path === ".git";
  const entries = await walkFolder(root, { ...BOUNDS, skip, ...(signal && { signal }) }).catch((error) => {
    throw isTinyCatsError(error) && error.code === "too-many-files" ? tooLarge(error) : error;
  });
  return entries.filter(({ kind }) => kind !== "folder");
}

function tooLarge(cause: Error): TinyCatsError {
  return new TinyCatsError("folder-too-large", `${cause.message}, which no published model does`, {
    value: BOUNDS,
    remedy: "name the folder of the model itself, or take out of it what is not to be published",
    cause,
  });
}
