import { resolve } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import { usageError } from "../../usage-error.ts";

type Kind = "json" | "md";

/** A file that is to be written, in the form that its ending says. */
export interface OutFile {
  path: string;
  kind: Kind;
}

/** The files that --out names. @throws TinyCatsError "invalid-option-value" for another ending */
export function outFiles(names: readonly string[], cwd: string): OutFile[] {
  return names.map((name) => {
    const kind = /\.(json|md)$/.exec(name)?.[1] as Kind | undefined;
    if (kind) return { path: resolve(cwd, name), kind };
    throw usageError("invalid-option-value", `--out can't be "${name.slice(0, 64)}"`, {
      value: name,
      remedy: "give a file that ends in .json or .md",
    });
  });
}

/** Writes each file, whole or not at all. */
export async function writeOut(
  { io, talk }: Pick<CommandContext, "io" | "talk">,
  files: readonly OutFile[],
  content: Record<Kind, () => string>,
): Promise<void> {
  for (const { path, kind } of files) {
    await writeFileAtomic(path, content[kind](), { signal: io.signal });
    talk.note(`wrote ${path}`);
  }
}
