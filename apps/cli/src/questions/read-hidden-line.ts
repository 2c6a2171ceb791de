import type { Io } from "../io.ts";
import { INTERRUPTED } from "../stop.ts";
import { typedText } from "./typed-text.ts";

const LONGEST = 16_384;

/**
 * A line typed at a terminal that does not show it. Backspace and Ctrl-U take back.
 *
 * @throws INTERRUPTED for Ctrl-C, which is a key like any other then; the signal's reason.
 */
export async function readHiddenLine({ stdin, signal }: Pick<Io, "stdin" | "signal">): Promise<string> {
  let typed: string[] = [];
  stdin.setRawMode?.(true);
  try {
    for await (const keys of typedText({ stdin, signal })) {
      for (const key of keys) {
        if (key === "\u0003") throw INTERRUPTED;
        if (key === "\r" || key === "\n" || key === "\u0004") return typed.join("");
        if (key === "\u007f" || key === "\b") typed.pop();
        else if (key === "\u0015") typed = [];
        else if (key >= " " && typed.length < LONGEST) typed.push(key);
      }
    }
    return typed.join("");
  } finally {
    stdin.setRawMode?.(false);
  }
}
