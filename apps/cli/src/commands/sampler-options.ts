import type { OptionSpec } from "../table/option-spec.ts";

/** How a generator draws where not as it recommends: options of every command that draws. */
export const SAMPLER_OPTIONS = [
  {
    name: "steps",
    type: "integer",
    placeholder: "<n>",
    summary: "intervals of the solver, 1 to 1000",
    defaultText: "the model's own",
  },
  {
    name: "solver",
    type: "choice",
    choices: ["euler", "heun", "midpoint", "rk4", "ab2"],
    placeholder: "<name>",
    summary: "how noise is followed to a picture",
    defaultText: "the model's own",
  },
  {
    name: "guidance",
    short: "g",
    type: "number",
    placeholder: "<scale>",
    summary: "how strongly the breed is pressed for, 0 to 100; 1 is no guidance",
    defaultText: "the model's own",
  },
  {
    name: "guidance-interval",
    type: "interval",
    placeholder: "<from,to>",
    summary: "times between 0 (noise) and 1 (picture) at which guidance acts",
    defaultText: "the model's own",
  },
  {
    name: "rescale",
    type: "number",
    placeholder: "<share>",
    summary: "how far guidance's gain in contrast is taken back, 0 to 1",
    defaultText: "the model's own",
  },
  {
    name: "times",
    type: "text",
    placeholder: "<grid>",
    summary: "where the steps lie: uniform, shifted:<shift> or logit-normal:<mean>,<std>",
    defaultText: "the model's own",
  },
] as const satisfies readonly OptionSpec[];
