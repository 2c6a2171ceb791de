import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Io } from "../io.ts";
import { typedText } from "./typed-text.ts";

const LONGEST = 16_384;

/**
 * The first line of standard input, without its end.
 *
 * @throws TinyCatsError "file-too-large" beyond 16,384 characters; the signal's reason.
 */
export async function readLine(io: Pick<Io, "stdin" | "signal">): Promise<string> {
  let text = "";
  for await (const piece of typedText(io)) {
    text += piece;
    if (/[\r\n]/.test(text)) break;
    if (text.length > LONGEST)
      throw new TinyCatsError("file-too-large", `standard input's first line holds more than ${LONGEST} characters`, {
        value: text.length,
        remedy: "give what was asked for alone",
      });
  }
  return text.split(/[\r\n]/, 1)[0];
}
