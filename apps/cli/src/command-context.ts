import type { Io } from "./io.ts";
import type { Printer } from "./output/printer.ts";
import type { Talk } from "./output/talk.ts";

/** What a running command has to work with. */
export interface CommandContext {
  io: Io;
  /** Writes to stdout. */
  out: Printer;
  /** Writes to stderr. */
  talk: Talk;
  /** What was given besides options. */
  args: readonly string[];
  /** Every option's value by name: flag, else environment, else configuration file, else default. */
  options: Readonly<Record<string, unknown>>;
  /** Names of the options given as flags. */
  flags: ReadonlySet<string>;
  /** The configuration file that was read, if any. */
  configFile: string | undefined;
}
