/** How an option's value is written and checked. */
type OptionType = "flag" | "text" | "integer" | "number" | "choice" | "interval";

/** One option of a command: parsing, help, completion, environment, configuration file and README are all made from it. */
export interface OptionSpec {
  /** Long name without dashes. */
  name: string;
  /** Name in the environment and the configuration file, where it is not the option's own. */
  setting?: string;
  /** One letter, without the dash. */
  short?: string;
  type: OptionType;
  /** What stands for the value in help, such as "<n>". */
  placeholder?: string;
  summary: string;
  choices?: readonly string[];
  /** Smallest and largest value of a number. */
  min?: number;
  max?: number;
  repeatable?: boolean;
  default?: string | number | boolean;
  /** What stands in help for a default that is not known beforehand. */
  defaultText?: string;
  /** Whether environment and configuration file may set it; they may unless told. */
  configurable?: boolean;
  complete?: "file" | "folder" | "breed";
}

type Single<S> = S extends { type: "flag" }
  ? boolean
  : S extends { type: "integer" | "number" }
    ? number
    : S extends { type: "interval" }
      ? readonly [number, number]
      : S extends { type: "choice"; choices: readonly (infer C)[] }
        ? C
        : string;

type Value<S> = S extends { repeatable: true }
  ? readonly Single<S>[]
  : S extends { type: "flag" } | { default: unknown }
    ? Single<S>
    : Single<S> | undefined;

/** The values that a list of options comes to, by name. */
export type OptionValues<S extends readonly OptionSpec[]> = { [O in S[number] as O["name"]]: Value<O> };
