import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import { PORT_OPTION } from "../port-option.ts";

export const WEB_OPTIONS = [
  { ...PORT_OPTION, default: 8810 },
  {
    name: "base",
    type: "text",
    placeholder: "<path>",
    summary: "path to serve it under, such as /cats/",
    default: "/",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const web: CommandSpec = {
  name: "web",
  summary: "serve the site that classifies and draws in a browser, on this machine alone, until Ctrl-C",
  details: [
    "The site is the package @tiny-cats/web, beside this one or in the folder you are in. It is served at 127.0.0.1 with the headers that give WebAssembly several threads.",
    "Ctrl-C ends it with exit status 0.",
  ],
  options: WEB_OPTIONS,
  examples: ["tiny-cats web", "tiny-cats web --port 0 --base /cats/"],
  load: async () => (await import("./run.ts")).runWeb,
};
