import type { RgbImage } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import type { Io } from "../io.ts";
import type { Input } from "./expand-inputs.ts";
import { readStdin } from "./read-stdin.ts";

/** The picture that an input names. @throws what reading and decoding throw, or why the input came to nothing */
export async function decodeInput(input: Input, { stdin, signal }: Pick<Io, "stdin" | "signal">): Promise<RgbImage> {
  if ("error" in input) throw input.error;
  return decodeImage("stdin" in input ? await readStdin(stdin, signal) : input.path, { signal });
}
