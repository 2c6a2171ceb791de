import { createRequire } from "node:module";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { globalsOf } from "./commands/global-options.ts";
import { configurableOptions } from "./commands/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { createPrinter } from "./output/printer.ts";
import { createTalk, type Talk } from "./output/talk.ts";
import { readConfig } from "./settings/config.ts";
import { resolveOptions } from "./settings/resolve-options.ts";
import { INTERRUPTED, READER_GONE } from "./stop.ts";
import type { Invocation } from "./table/build-program.ts";
import { parseArgv } from "./table/parse-argv.ts";
import { isUsageError } from "./usage-error.ts";

/** The version of this package. */
export const VERSION: string = createRequire(import.meta.url)("../package.json").version;

/** Runs one command line to its end; says everything through `io` and never throws. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let talk = createTalk(io, { quiet: argv.includes("--quiet"), verbose: argv.includes("--verbose") });
  try {
    const invocation = parseArgv(argv, io, { version: VERSION });
    if (!invocation) return 0;
    const context = await prepare(invocation, io);
    talk = context.talk;
    const run = await invocation.command.load!();
    return await run(context);
  } catch (error) {
    return conclude(error, io, talk);
  }
}

async function prepare({ command, args, flags, configFile }: Invocation, io: Io) {
  const named = configFile ?? (io.env.TINY_CATS_CONFIG || undefined);
  const config = await readConfig(named, configurableOptions(), io);
  const options = resolveOptions([...globalsOf(command), ...(command.options ?? [])], { flags, env: io.env, config });
  const talk = createTalk(io, { quiet: options.quiet === true, verbose: options.verbose === true });
  return {
    io,
    out: createPrinter(io),
    talk,
    args,
    options,
    flags: new Set(Object.keys(flags)),
    configFile: config?.path,
  };
}

/** The exit status that an error comes to, said on stderr unless it was asked for. */
function conclude(error: unknown, io: Io, talk: Talk): ExitCode {
  const reason = io.signal.aborted ? io.signal.reason : error;
  if (reason === READER_GONE) return 0;
  if (reason === INTERRUPTED) {
    talk.note("interrupted");
    return 130;
  }
  talk.error(error);
  return isTinyCatsError(error) && isUsageError(error) ? 2 : 1;
}
