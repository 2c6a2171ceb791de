import type { CommandSpec } from "../table/command-spec.ts";
import type { OptionSpec } from "../table/option-spec.ts";
import { classify } from "./classify/spec.ts";
import { completion } from "./completion/spec.ts";
import { demo } from "./demo/spec.ts";
import { doctor } from "./doctor/spec.ts";
import { generate } from "./generate/spec.ts";
import { GLOBAL_OPTIONS } from "./global-options.ts";
import { models } from "./models/spec.ts";

/** Every command, in the order help lists them. */
export const COMMANDS: readonly CommandSpec[] = [classify, generate, models, doctor, demo, completion];

/** Every option that environment or configuration file may set. */
export function configurableOptions(commands: readonly CommandSpec[] = COMMANDS): readonly OptionSpec[] {
  const nested = (command: CommandSpec): readonly OptionSpec[] => [
    ...(command.options ?? []),
    ...(command.commands ?? []).flatMap(nested),
  ];
  const all: readonly OptionSpec[] = [...GLOBAL_OPTIONS, ...commands.flatMap(nested)];
  return all.filter(({ configurable }) => configurable !== false);
}
