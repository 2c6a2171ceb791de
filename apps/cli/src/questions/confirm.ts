import type { CommandContext } from "../command-context.ts";
import { usageError } from "../usage-error.ts";
import { readLine } from "./read-line.ts";

export interface ConfirmOptions {
  /** What must be typed to agree: y or yes unless told. */
  answer?: string;
}

/**
 * Whether the user agrees to something that can't be taken back: --yes does, else a terminal is asked.
 *
 * @throws TinyCatsError "confirmation-needed" where nobody can be asked; the signal's reason.
 */
export async function confirm(
  { io, talk, options }: CommandContext,
  question: string,
  { answer }: ConfirmOptions = {},
): Promise<boolean> {
  if (options.yes === true) return true;
  if (!io.stdin.isTTY || !io.stderr.isTTY)
    throw usageError("confirmation-needed", `nobody can be asked: ${question}`, {
      value: question,
      remedy: "give --yes if that is meant, or run it in a terminal",
    });
  talk.prompt(answer === undefined ? `${question} [y/N] ` : `${question} Type ${answer} to agree: `);
  const said = (await readLine(io)).trim();
  const agreed = answer === undefined ? /^y(es)?$/i.test(said) : said === answer;
  if (!agreed) talk.note("nothing was changed");
  return agreed;
}
