import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { HUB_OPTION } from "../hub-options.ts";

export const LOGIN_OPTIONS = [
  {
    name: "token",
    type: "text",
    placeholder: "<->",
    summary: "- reads the token from standard input, which is what happens without a terminal anyway",
    defaultText: "asked for",
    configurable: false,
  },
  HUB_OPTION,
] as const satisfies readonly OptionSpec[];

export const login: CommandSpec = {
  name: "login",
  summary: "store an access token, for this program and every other client of the Hub",
  details: [
    "It is asked for without being shown, tried, and kept where hf auth login keeps it: HF_TOKEN_PATH, else token in HF_HOME, readable by you alone. Make one at https://huggingface.co/settings/tokens.",
  ],
  options: LOGIN_OPTIONS,
  examples: ["tiny-cats login", "tiny-cats login --token - < token.txt"],
  load: async () => (await import("./run.ts")).runLogin,
};
