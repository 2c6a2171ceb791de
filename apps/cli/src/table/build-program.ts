import { Argument, Command, Option } from "commander";
import { GLOBAL_OPTIONS, globalsOf } from "../commands/global-options.ts";
import { COMMANDS } from "../commands/index.ts";
import type { Io } from "../io.ts";
import type { CommandSpec } from "./command-spec.ts";
import { optionFlags, optionSummary } from "./describe-option.ts";
import { commandDescription, commandNotes, programNotes } from "./help-text.ts";
import type { OptionSpec } from "./option-spec.ts";

/** What a command line asks for. */
export interface Invocation {
  command: CommandSpec;
  args: readonly string[];
  /** As typed: text for values, lists of it for repeatable ones, booleans for flags. */
  flags: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** The configuration file that was named: before the command's name alone, where the command has a --config of its own. */
  configFile: string | undefined;
}

/** Makes commander's program from the table; `onInvocation` hears which command was asked for. */
export function buildProgram(
  io: Pick<Io, "stdout" | "stderr">,
  { version, onInvocation }: { version: string; onInvocation: (invocation: Invocation) => void },
): Command {
  const program = new Command("tiny-cats");
  program
    .description("Classify cats, draw them and look after the models that do it.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help on a command")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => width(io.stdout.columns),
      getErrHelpWidth: () => width(io.stderr.columns),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addOptions(program, GLOBAL_OPTIONS);
  program.addHelpText("after", programNotes());
  for (const spec of COMMANDS) addCommand(program, spec, onInvocation);
  return program;
}

function addCommand(parent: Command, spec: CommandSpec, onInvocation: (invocation: Invocation) => void): void {
  const command = parent.command(spec.name).summary(spec.summary).description(commandDescription(spec));
  command.helpOption("-h, --help", "print help").helpCommand(false);
  for (const { name, summary, required, variadic, choices } of spec.arguments ?? []) {
    const label = variadic ? `${name}...` : name;
    const argument = new Argument(required ? `<${label}>` : `[${label}]`, summary);
    command.addArgument(choices ? argument.choices(choices) : argument);
  }
  addOptions(command, spec.options ?? []);
  command.optionsGroup("Options of every command:");
  addOptions(command, globalsOf(spec));
  command.addHelpText("after", commandNotes(spec));
  for (const nested of spec.commands ?? []) addCommand(command, nested, onInvocation);
  if (spec.load) command.action(() => onInvocation({ command: spec, args: command.args, ...flagsFor(command, spec) }));
}

function flagsFor(command: Command, spec: CommandSpec): Pick<Invocation, "flags" | "configFile"> {
  const flags = flagsOf(command);
  if (globalsOf(spec).length === GLOBAL_OPTIONS.length) return { flags, configFile: textOf(flags.config) };
  const { config, ...above } = flagsOf(command.parent!);
  return { flags: { ...above, ...ownFlags(command) }, configFile: textOf(config) };
}

function textOf(flag: Invocation["flags"][string] | undefined): string | undefined {
  return flag === undefined ? undefined : String(flag);
}

function addOptions(command: Command, specs: readonly OptionSpec[]): void {
  for (const spec of specs) {
    const option = new Option(optionFlags(spec), optionSummary(spec));
    if (spec.repeatable) option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
    // It is one of its own, though there may be one without "no-" beside it.
    if (spec.name.startsWith("no-")) Object.assign(option, { negate: false, attributeName: () => spec.name });
    command.addOption(option);
    // Takes back what environment or configuration turned on.
    if (spec.type === "flag" && spec.configurable !== false)
      command.addOption(new Option(`--no-${spec.name}`).hideHelp());
  }
}

/** The flags of a command and of those above it, which may be given before its name. */
function flagsOf(command: Command): Invocation["flags"] {
  return { ...(command.parent && flagsOf(command.parent)), ...ownFlags(command) };
}

function ownFlags(command: Command): Invocation["flags"] {
  const own = command.options.map((option) => [
    option.long?.replace(option.negate ? "--no-" : "--", ""),
    command.getOptionValue(option.attributeName()),
  ]);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}

function width(columns: number | undefined): number {
  return Math.min(columns ?? 100, 120);
}
