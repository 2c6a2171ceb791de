import type { OptionSpec } from "../table/option-spec.ts";

/** Where a command that serves listens. */
export const PORT_OPTION = {
  name: "port",
  type: "integer",
  placeholder: "<n>",
  summary: "port to listen at; 0 takes a free one",
  min: 0,
  max: 65535,
  configurable: false,
} as const satisfies OptionSpec;
