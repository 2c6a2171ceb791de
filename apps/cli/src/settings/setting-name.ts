import type { OptionSpec } from "../table/option-spec.ts";

/** The key that sets an option in the configuration file. */
export function settingName({ name, setting }: OptionSpec): string {
  return setting ?? name;
}

/** The environment variable that sets an option: TINY_CATS_TOP_K for --top-k. */
export function environmentName(spec: OptionSpec): string {
  return `TINY_CATS_${settingName(spec).toUpperCase().replaceAll("-", "_")}`;
}
