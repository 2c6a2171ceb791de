import { resolve } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import { endingOf } from "../ending-of.ts";

const ENDINGS = [".json", ".md"] as const;

type Ending = (typeof ENDINGS)[number];

/** A file that is to be written, in the form that its ending says. */
export interface OutFile {
  path: string;
  ending: Ending;
}

/** The files that --out names. @throws TinyCatsError "invalid-option-value" for another ending */
export function outFiles(names: readonly string[], cwd: string): OutFile[] {
  return names.map((name) => ({ path: resolve(cwd, name), ending: endingOf("out", name, ENDINGS) }));
}

/** Writes each file, whole or not at all. */
export async function writeOut(
  { io, talk }: Pick<CommandContext, "io" | "talk">,
  files: readonly OutFile[],
  content: Record<Ending, () => string>,
): Promise<void> {
  for (const { path, ending } of files) {
    await writeFileAtomic(path, content[ending](), { signal: io.signal });
    talk.note(`wrote ${path}`);
  }
}
