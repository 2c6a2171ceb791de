import type { CommandContext } from "../command-context.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { OptionSpec } from "./option-spec.ts";

/** What a command is given besides its options. */
export interface ArgumentSpec {
  name: string;
  summary: string;
  required?: boolean;
  variadic?: boolean;
  choices?: readonly string[];
  complete?: "file" | "folder";
}

/** Does a command's work; loaded when it is run. */
type Run = (context: CommandContext) => Promise<ExitCode>;

/** One command, or a group of them. */
export interface CommandSpec {
  name: string;
  summary: string;
  /** Paragraphs printed under the summary in help. */
  details?: readonly string[];
  arguments?: readonly ArgumentSpec[];
  options?: readonly OptionSpec[];
  examples?: readonly string[];
  commands?: readonly CommandSpec[];
  load?: () => Promise<Run>;
}
