import type { CommandSpec } from "../table/command-spec.ts";
import type { OptionSpec } from "../table/option-spec.ts";
import { bench } from "./bench/spec.ts";
import { cache } from "./cache/spec.ts";
import { card } from "./card/spec.ts";
import { classify } from "./classify/spec.ts";
import { completion } from "./completion/spec.ts";
import { convert } from "./convert/spec.ts";
import { data } from "./data/spec.ts";
import { demo } from "./demo/spec.ts";
import { doctor } from "./doctor/spec.ts";
import { download } from "./download/spec.ts";
import { evaluation } from "./eval/spec.ts";
import { generate } from "./generate/spec.ts";
import { GLOBAL_OPTIONS } from "./global-options.ts";
import { hub } from "./hub/spec.ts";
import { inspect } from "./inspect/spec.ts";
import { login } from "./login/spec.ts";
import { logout } from "./logout/spec.ts";
import { models } from "./models/spec.ts";
import { publish } from "./publish/spec.ts";
import { pull } from "./pull/spec.ts";
import { quantize } from "./quantize/spec.ts";
import { repo } from "./repo/spec.ts";
import { serve } from "./serve/spec.ts";
import { train } from "./train/spec.ts";
import { upload } from "./upload/spec.ts";
import { validate } from "./validate/spec.ts";
import { verify } from "./verify/spec.ts";
import { web } from "./web/spec.ts";
import { whoami } from "./whoami/spec.ts";

/** Every command, in the order help lists them. */
export const COMMANDS: readonly CommandSpec[] = [
  classify,
  generate,
  models,
  inspect,
  convert,
  verify,
  validate,
  data,
  train,
  evaluation,
  card,
  quantize,
  bench,
  doctor,
  demo,
  publish,
  upload,
  download,
  pull,
  whoami,
  login,
  logout,
  repo,
  cache,
  hub,
  serve,
  web,
  completion,
];

/** Every option that environment or configuration file may set. */
export function configurableOptions(commands: readonly CommandSpec[] = COMMANDS): readonly OptionSpec[] {
  const nested = (command: CommandSpec): readonly OptionSpec[] => [
    ...(command.options ?? []),
    ...(command.commands ?? []).flatMap(nested),
  ];
  const all: readonly OptionSpec[] = [...GLOBAL_OPTIONS, ...commands.flatMap(nested)];
  return all.filter(({ configurable }) => configurable !== false);
}
