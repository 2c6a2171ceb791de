import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";

export const DOCTOR_OPTIONS = [
  {
    name: "report",
    type: "flag",
    summary: "print a Markdown block to paste into a bug report; it names no folder of yours, no machine and no token",
    configurable: false,
  },
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const doctor: CommandSpec = {
  name: "doctor",
  summary: "check that this machine can classify and draw",
  details: [
    "Loads the embedded models in every runtime that is installed and holds their answers against known ones. The exit status is 1 where nothing can run.",
  ],
  options: DOCTOR_OPTIONS,
  examples: ["tiny-cats doctor", "tiny-cats doctor --report"],
  load: async () => (await import("./run.ts")).runDoctor,
};
