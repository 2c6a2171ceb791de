import { TinyCatsError } from "@tiny-cats/schema/errors";
import { readTokens } from "./read-tokens.ts";
import type { TokenFile } from "./token-file.ts";

export interface WindowOptions {
  /** Tokens of a window, 1 to 2^24. For inputs and their targets, the model's block size and one more. */
  length: number;
  /** From one window's beginning to the next one's; its length unless told. */
  stride?: number;
  /** Whether the last tokens come in a shorter window or are left out; kept unless told. */
  tail?: "keep" | "drop";
  signal?: AbortSignal;
}

/** Consecutive tokens. */
export interface TokenBlock {
  /** Place of the first one in its split. */
  offset: number;
  tokens: Uint16Array<ArrayBuffer>;
}

const LONGEST = 1 << 24;
const READ_AT_ONCE = 1 << 19;

/**
 * Windows over a file of tokens in their order, the first that reaches the end being the last. Memory is one window and 1 MiB.
 *
 * @throws TinyCatsError "invalid-window", "file-changed", "closed-token-set"; the signal's reason.
 */
export async function* tokenBlocks(
  file: TokenFile,
  { length, stride = length, tail = "keep", signal }: WindowOptions,
): AsyncGenerator<TokenBlock> {
  check("length", length, LONGEST);
  check("stride", stride, Number.MAX_SAFE_INTEGER);
  let start = 0;
  let held = new Uint16Array(0);
  for (let offset = 0; offset < file.tokens; offset += stride) {
    signal?.throwIfAborted();
    const end = Math.min(offset + length, file.tokens);
    if (end - offset < length && tail === "drop") return;
    if (end > start + held.length) {
      start = offset;
      held = new Uint16Array(Math.min(Math.max(length, READ_AT_ONCE), file.tokens - offset));
      await readTokens(file, offset, held);
    }
    yield { offset, tokens: held.slice(offset - start, end - start) };
    if (end === file.tokens) return;
  }
}

function check(name: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw new TinyCatsError("invalid-window", `${name} must be a whole number from 1 to ${most}, not ${value}`, {
    value,
    remedy: "give the model's block size, and one more for the targets",
  });
}
