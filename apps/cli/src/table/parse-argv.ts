import { CommanderError } from "commander";
import type { Io } from "../io.ts";
import { usageError } from "../usage-error.ts";
import { buildProgram, type Invocation } from "./build-program.ts";

const CODES: Readonly<Record<string, string>> = {
  "commander.unknownOption": "unknown-option",
  "commander.unknownCommand": "unknown-command",
  "commander.missingArgument": "missing-argument",
  "commander.excessArguments": "too-many-arguments",
  "commander.optionMissingArgument": "missing-option-value",
  "commander.invalidArgument": "invalid-option-value",
};

const SUGGESTION = /\n\((Did you mean .*)\)$/s;

/**
 * What a command line asks for; undefined where it asked for help or the version, which are then printed.
 *
 * @throws TinyCatsError of usage
 */
export function parseArgv(
  argv: readonly string[],
  io: Pick<Io, "stdout" | "stderr">,
  { version }: { version: string },
): Invocation | undefined {
  let invocation: Invocation | undefined;
  const program = buildProgram(io, {
    version,
    onInvocation: (found) => {
      invocation = found;
    },
  });
  try {
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw translate(error, argv);
  }
  return invocation;
}

function translate({ code, message }: CommanderError, argv: readonly string[]) {
  if (code === "commander.help") {
    return usageError("missing-command", "no command was given", { remedy: "give one of the commands listed above" });
  }
  const suggestion = SUGGESTION.exec(message)?.[1];
  return usageError(CODES[code] ?? "unknown-option", message.replace(/^error: /, "").replace(SUGGESTION, ""), {
    value: argv,
    remedy: suggestion === undefined ? "see tiny-cats --help" : `${suggestion[0].toLowerCase()}${suggestion.slice(1)}`,
  });
}
