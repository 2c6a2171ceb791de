import { LOCAL_PORT } from "../../hub/local-hub.ts";
import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { PORT_OPTION } from "../port-option.ts";

export const SERVE_OPTIONS = [
  { ...PORT_OPTION, default: LOCAL_PORT },
  {
    name: "dir",
    type: "text",
    placeholder: "<folder>",
    summary: "folder that holds the repositories; what is in it survives",
    default: "tiny-cats-hub",
    configurable: false,
    complete: "folder",
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const hub: CommandSpec = {
  name: "hub",
  summary: "a Hugging Face Hub of your own, to try things with",
  commands: [
    {
      name: "serve",
      summary: "answer as the Hub does, on this machine alone, until Ctrl-C",
      details: [
        "It is for tests and for trying things out, not for production. Any client works with it: give the address as HF_ENDPOINT and the token as HF_TOKEN, or --hub local to the commands here. Python's client needs HF_HUB_DISABLE_XET=1, too.",
        "Ctrl-C ends it with exit status 0. --verbose prints a line for each request.",
      ],
      options: SERVE_OPTIONS,
      examples: ["tiny-cats hub serve", "tiny-cats hub serve --port 0 --dir my-hub --verbose"],
      load: async () => (await import("./serve.ts")).runHubServe,
    },
  ],
};
