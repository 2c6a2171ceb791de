import type { OptionSpec } from "./option-spec.ts";

/** How an option is written, such as "-k, --top-k <n>". */
export function optionFlags({ name, short, type, placeholder }: OptionSpec): string {
  return `${short ? `-${short}, ` : ""}--${name}${type === "flag" ? "" : ` ${placeholder ?? "<value>"}`}`;
}

/** What stands for an option's default in help and README; undefined where it has none. */
export function optionDefault({ default: value, defaultText, type }: OptionSpec): string | undefined {
  if (defaultText !== undefined) return defaultText;
  return value === undefined || type === "flag" ? undefined : String(value);
}

/** One line of help on an option: what it is for, its choices and its default. */
export function optionSummary(spec: OptionSpec): string {
  const notes = [
    ...(spec.choices ? [spec.choices.join(", ")] : []),
    ...(optionDefault(spec) === undefined ? [] : [`default: ${optionDefault(spec)}`]),
  ];
  return notes.length === 0 ? spec.summary : `${spec.summary} (${notes.join("; ")})`;
}
