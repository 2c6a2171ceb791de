import type { OptionSpec } from "../table/option-spec.ts";
import { parseValue } from "./parse-value.ts";
import { environmentName, settingName } from "./setting-name.ts";

/** Where values come from, strongest first. */
export interface Sources {
  /** As commander collects them: text, or a boolean for a flag. */
  flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  env: Readonly<Record<string, string | undefined>>;
  config?: { path: string; values: Readonly<Record<string, unknown>> };
}

/**
 * Every option's value: from its flag, else the environment, else the configuration file, else its default.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function resolveOptions(specs: readonly OptionSpec[], sources: Sources): Record<string, unknown> {
  return Object.fromEntries(specs.map((spec) => [spec.name, resolve(spec, sources)]));
}

function resolve(spec: OptionSpec, { flags, env, config }: Sources): unknown {
  const flag = flags[spec.name];
  if (typeof flag === "boolean") return flag;
  if (flag !== undefined) return parse(spec, flag, `--${spec.name}`);
  if (spec.configurable !== false) {
    const name = environmentName(spec);
    const text = env[name];
    if (text) return parse(spec, spec.repeatable ? text.split(",") : text, name);
    const setting = config?.values[settingName(spec)];
    if (setting !== undefined) return parse(spec, asText(setting), `"${settingName(spec)}" in ${config?.path}`);
  }
  return spec.default ?? (spec.type === "flag" ? false : spec.repeatable ? [] : undefined);
}

function parse(spec: OptionSpec, text: string | readonly string[], where: string): unknown {
  if (!spec.repeatable) return parseValue(spec, String(text), where);
  return (typeof text === "string" ? [text] : text).map((one) => parseValue(spec, one.trim(), where));
}

/** JSON values pass through the same parser as text, so that one rule holds for all three places. */
function asText(setting: unknown): string | readonly string[] {
  return Array.isArray(setting) ? setting.map(String) : String(setting);
}
