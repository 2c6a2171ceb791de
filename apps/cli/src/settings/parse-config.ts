import { nearMatches } from "@tiny-cats/core";
import * as v from "valibot";
import type { OptionSpec } from "../table/option-spec.ts";
import { usageError } from "../usage-error.ts";
import { settingName } from "./setting-name.ts";

/**
 * The values in a configuration file: a JSON object with options' names as keys.
 *
 * @throws TinyCatsError "invalid-config", "unknown-config-key"
 */
export function parseConfig(text: string, path: string, specs: readonly OptionSpec[]): Record<string, unknown> {
  const shapes = new Map(
    specs.filter(({ configurable }) => configurable !== false).map((spec) => [settingName(spec), shapeOf(spec)]),
  );
  const parsed = parseJson(text, path);
  const unknown = Object.keys(parsed).find((key) => !shapes.has(key));
  if (unknown !== undefined) {
    const near = nearMatches(unknown, [...shapes.keys()]);
    throw usageError("unknown-config-key", `${path} has an unknown key "${unknown.slice(0, 64)}"`, {
      value: unknown,
      remedy: near.length > 0 ? `did you mean ${near.join(" or ")}?` : `use one of ${[...shapes.keys()].join(", ")}`,
    });
  }
  const result = v.safeParse(v.partial(v.strictObject(Object.fromEntries(shapes))), parsed);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw usageError(
    "invalid-config",
    `"${v.getDotPath(issue)}" in ${path} is ${issue.received}, not ${issue.expected}`,
    {
      value: issue.input,
      remedy: `write it as ${issue.expected}`,
    },
  );
}

function parseJson(text: string, path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw usageError("invalid-config", `${path} is not JSON: ${(error as Error).message}`, {
      value: path,
      remedy: 'write a JSON object such as { "top-k": 3 }',
    });
  }
  if (v.is(v.record(v.string(), v.unknown()), parsed) && !Array.isArray(parsed)) return parsed;
  throw usageError("invalid-config", `${path} holds no JSON object`, {
    value: path,
    remedy: 'write a JSON object such as { "top-k": 3 }',
  });
}

function shapeOf({ type, choices, repeatable }: OptionSpec): v.GenericSchema {
  const one = single(type, choices);
  return repeatable ? v.union([one, v.array(one)]) : one;
}

function single(type: OptionSpec["type"], choices: readonly string[] = []): v.GenericSchema {
  switch (type) {
    case "flag":
      return v.boolean();
    case "choice":
      return v.picklist(choices);
    case "integer":
    case "number":
      return v.number();
    case "interval":
      return v.tuple([v.number(), v.number()]);
    default:
      return v.string();
  }
}
