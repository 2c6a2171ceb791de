import { nearMatches } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import * as v from "valibot";
import { parseDocument } from "yaml";
import { RECIPE_SECTIONS, type Recipe, type RecipeTask } from "./recipe.ts";

/** What no recipe comes near to, in characters: far less than would keep a parser busy. */
const LONGEST = 1 << 18;

/**
 * A recipe of training from its text, YAML 1.2 or JSON: sections `training`, `augmentation` and `model`, every key of which is known and of its type. Keys
 * that mean nothing for `task` are unknown. An empty text is an empty recipe.
 *
 * Throws `invalid-recipe`, `unknown-recipe-key`.
 */
export function parseRecipe<T extends RecipeTask>(text: string, { task }: { readonly task: T }): Recipe<T> {
  const sections: Readonly<Record<string, Readonly<Record<string, v.GenericSchema>>>> = RECIPE_SECTIONS[task];
  const document = objectOf(readYaml(text), "the recipe");
  checkKeys(document, Object.keys(sections), "the recipe");
  for (const [name, section] of Object.entries(document)) {
    const values = objectOf(section, name);
    checkKeys(values, Object.keys(sections[name]), name);
    for (const [key, value] of Object.entries(values)) checkValue(sections[name][key], value, `${name}.${key}`);
  }
  return document as Recipe<T>;
}

function readYaml(text: string): unknown {
  if (text.length > LONGEST) throw invalid(`the recipe has more than ${LONGEST} characters`, text.length);
  try {
    const document = parseDocument(text, { stringKeys: true });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    // Aliases are all that makes a large value of a small file, and no recipe needs them.
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    throw invalid(`the recipe is neither YAML nor JSON: ${reason}`, undefined, cause);
  }
}

function objectOf(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid(`${place} is ${said(value)}, not keys with values`, value);
}

function checkKeys(object: object, known: readonly string[], place: string): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = nearMatches(unknown, known);
  const name = unknown.slice(0, 64);
  throw new TinyCatsError("unknown-recipe-key", `${place} has an unknown key ${JSON.stringify(name)}`, {
    value: name,
    remedy: near.length > 0 ? `did you mean ${near.join(" or ")}?` : `use one of ${known.join(", ")}`,
  });
}

function checkValue(shape: v.GenericSchema, value: unknown, place: string): void {
  const { success, issues } = v.safeParse(shape, value);
  if (success) return;
  const [{ kind, message, expected }] = issues;
  const why = kind === "schema" ? `not ${expected}` : message;
  throw invalid(`${place} is ${said(value)}, ${why}`, value);
}

function said(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

function invalid(message: string, value: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-recipe", message, {
    value,
    remedy: "correct the recipe as the message says",
    cause,
  });
}
