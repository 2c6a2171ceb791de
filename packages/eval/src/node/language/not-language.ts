import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The refusal of a model of another kind. */
export function notLanguage(what: string, value: string): TinyCatsError {
  return new TinyCatsError("wrong-model", `${value} is no language model: it ${what}`, {
    value,
    remedy: "give a GPT-2 shaped model: a checkpoint of one, or a graph from input_ids to logits",
  });
}
