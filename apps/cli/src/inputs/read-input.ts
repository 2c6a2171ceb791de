import type { Io } from "../io.ts";
import type { Input } from "./expand-inputs.ts";
import { readStdin } from "./read-stdin.ts";

/** What the classifier is given for an input: a file's path, or what comes on standard input. @throws what reading throws, or why the input came to nothing */
export async function readInput(
  input: Input,
  { stdin, signal }: Pick<Io, "stdin" | "signal">,
): Promise<string | Uint8Array> {
  if ("error" in input) throw input.error;
  return "stdin" in input ? readStdin(stdin, signal) : input.path;
}
