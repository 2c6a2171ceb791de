import { BREEDS } from "@tiny-cats/core";
import type { CommandContext } from "../../command-context.ts";
import { bashCompletion } from "../../completion/bash.ts";
import { fishCompletion } from "../../completion/fish.ts";
import { powershellCompletion } from "../../completion/powershell.ts";
import { completionWords, type WordCommand } from "../../completion/words.ts";
import { zshCompletion } from "../../completion/zsh.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { GLOBAL_OPTIONS } from "../global-options.ts";
import { COMMANDS } from "../index.ts";
import type { Shell } from "./spec.ts";

const SCRIPTS: Readonly<Record<Shell, (commands: readonly WordCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** `tiny-cats completion`: prints a script that completes everything in the table without starting this program. */
export async function runCompletion({ io, args: [shell] }: CommandContext): Promise<ExitCode> {
  const breeds = BREEDS.filter(({ label }) => label !== "Other").map(({ slug }) => slug);
  io.stdout.write(SCRIPTS[shell as Shell](completionWords(COMMANDS, GLOBAL_OPTIONS, { breeds })));
  return 0;
}
