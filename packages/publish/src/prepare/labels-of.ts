import { BREEDS } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { besideCheckpoint } from "./beside-checkpoint.ts";
import { readJson } from "./read-json.ts";

/** Label names by id, and where they are from. */
export interface Labels {
  names: string[];
  note: string;
}

/**
 * The names of a model's labels: those given, else the id2label of the config.json beside it, else labels.json there (a list, or an object from
 * names to ids or from ids to names), else the project's breeds where there are 13.
 *
 * @throws TinyCatsError "labels-needed" where nobody names them, or not as many as the model has
 */
export async function labelsOf(
  checkpoint: string,
  count: number,
  { labels, signal }: { labels?: readonly string[]; signal?: AbortSignal } = {},
): Promise<Labels> {
  const stop = signal ? { signal } : {};
  const beside = async (name: string) => readJson(await besideCheckpoint(checkpoint, name), stop);
  const config = (await beside("config.json")) as { id2label?: unknown } | undefined;
  const told: [string, unknown][] = [
    ["as given", labels],
    ["as id2label in config.json has them", config?.id2label],
    ["as labels.json has them", await beside("labels.json")],
  ];
  for (const [from, value] of told) {
    const names = namesIn(value);
    // transformers makes up LABEL_0 and so on for a model without names.
    if (value === undefined || names?.every((name, id) => name === `LABEL_${id}`)) continue;
    // Beside a .pt file it may be another model's.
    if (value === config?.id2label && names?.length !== count) continue;
    if (!names || names.length !== count || new Set(names).size !== count)
      throw needed(
        count,
        names ? `there are ${new Set(names).size} different names, ${from}` : `there is no list of names, ${from}`,
      );
    return { names, note: `The labels are named ${from}.` };
  }
  if (count !== BREEDS.length) throw needed(count, "nothing names them");
  return {
    names: BREEDS.map(({ label }) => label),
    note: "Nothing names the labels; as there are 13, they were taken to be the 12 breeds and Other, in the order of their ids.",
  };
}

function namesIn(value: unknown): string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return value.every(isName) ? value : undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const byName = entries.every(([, id]) => Number.isSafeInteger(id));
  const pairs = byName ? entries.map(([name, id]): [string, unknown] => [String(id), name]) : entries;
  const byId = new Map(pairs);
  const names = pairs.map((_, id) => byId.get(String(id)));
  return names.every(isName) ? names : undefined;
}

function isName(name: unknown): name is string {
  return typeof name === "string" && name.trim() !== "";
}

function needed(count: number, why: string): TinyCatsError {
  return new TinyCatsError("labels-needed", `the model has ${count} labels: ${why}`, {
    value: count,
    remedy: `put a labels.json with a list of ${count} names beside the checkpoint, in the order of its outputs`,
  });
}
