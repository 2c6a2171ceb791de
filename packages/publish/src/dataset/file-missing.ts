import { TinyCatsError } from "@tiny-cats/schema/errors";

const NAMED = 5;

/** The error of files that a set says it has. `value` is the whole list. */
export function fileMissing(files: readonly string[], list: string): TinyCatsError {
  const named = files.slice(0, NAMED).map((file) => JSON.stringify(file.slice(0, 200)));
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : "";
  const what = files.length === 1 ? "a file that is" : `${files.length} files that are`;
  return new TinyCatsError("file-missing", `${list} names ${what} not there: ${named.join(", ")}${more}`, {
    value: [...files],
    remedy: "put them there, or take them out of the list; a data set is published whole or not at all",
  });
}
