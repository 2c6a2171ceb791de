import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { HUB_OPTION } from "../hub-options.ts";

const WHOAMI_OPTIONS = [HUB_OPTION, FORMAT_OPTION] as const satisfies readonly OptionSpec[];

export const whoami: CommandSpec = {
  name: "whoami",
  summary: "say whom the Hub takes you for, what your token may do and where it was found",
  details: [
    "The token is HF_TOKEN, else what the file at HF_TOKEN_PATH holds, else the one that login stored. It is never printed, and no command takes one as an option: everybody on the machine can read command lines.",
  ],
  options: WHOAMI_OPTIONS,
  examples: ["tiny-cats whoami", "tiny-cats whoami --hub local"],
  load: async () => (await import("./run.ts")).runWhoami,
};
