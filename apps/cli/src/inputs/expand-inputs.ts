import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { naturalOrder } from "./natural-order.ts";

/** One picture to read: its name as results give it, and where it lies; or why an argument came to none. */
export type Input =
  | { name: string; path: string }
  | { name: string; stdin: true }
  | { name: string; error: TinyCatsError };

const EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif", "tif", "tiff"];
const PATTERN = /[*?[\]{}!()]/;

/** The pictures that arguments name: files as given, folders' and patterns' ones in natural order, - for standard input. */
export async function expandInputs(
  args: readonly string[],
  { cwd, recursive = false }: { cwd: string; recursive?: boolean },
): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const arg of args) inputs.push(...(await expand(arg, cwd, recursive)));
  return inputs;
}

async function expand(arg: string, cwd: string, recursive: boolean): Promise<Input[]> {
  if (arg === "-") return [{ name: "-", stdin: true }];
  const path = resolve(cwd, arg);
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) return inFolder(arg, path, recursive);
  // What is missing and is no pattern is left to be reported by whoever reads it.
  if (info || !PATTERN.test(arg)) return [{ name: arg, path }];
  const { glob } = await import("tinyglobby");
  const found = await glob(sep === "\\" ? arg.replaceAll("\\", "/") : arg, {
    cwd,
    absolute: true,
    expandDirectories: false,
  });
  if (found.length > 0)
    return found.sort(naturalOrder).map((file) => ({ name: nameOf(file, arg, cwd), path: resolve(file) }));
  return [
    nothing(arg, "no-match", `nothing matches ${arg}`, "check the pattern; quote it so that the shell leaves it alone"),
  ];
}

async function inFolder(arg: string, path: string, recursive: boolean): Promise<Input[]> {
  const pattern = `${recursive ? "**/" : ""}*.{${EXTENSIONS.join(",")}}`;
  const { glob } = await import("tinyglobby");
  const found = await glob(pattern, { cwd: path, caseSensitiveMatch: false, expandDirectories: false });
  if (found.length > 0)
    return found.sort(naturalOrder).map((file) => ({ name: join(arg, file), path: join(path, file) }));
  const remedy = recursive
    ? "give a folder that holds some"
    : "give a folder that holds some, or --recursive to look in folders inside it";
  return [nothing(arg, "no-pictures", `the folder ${arg} holds no pictures (${EXTENSIONS.join(", ")})`, remedy)];
}

function nothing(name: string, code: string, message: string, remedy: string): Input {
  return { name, error: new TinyCatsError(code, message, { value: name, remedy }) };
}

/** Found files are named the way their pattern was written. */
function nameOf(file: string, pattern: string, cwd: string): string {
  return isAbsolute(pattern) ? resolve(file) : relative(cwd, file) || file;
}
