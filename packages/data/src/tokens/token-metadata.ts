import { TinyCatsError } from "@tiny-cats/schema/errors";
import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(0, "must be 0 or more"));
const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));

const shape = v.looseObject({
  /** Such as "gpt2" or "char". */
  tokenizer_type: text,
  /** Ids run from 0 to one less. */
  vocab_size: v.pipe(
    count,
    v.minValue(1, "must be 1 or more"),
    v.maxValue(65_536, "must be 65536 or less, for uint16"),
  ),
  total_tokens: count,
  train_tokens: count,
  val_tokens: count,
  /** Share of the documents that was held out. */
  val_split: v.optional(v.pipe(v.number(), v.minValue(0, "must be 0 to 1"), v.maxValue(1, "must be 0 to 1"))),
  /** Tokens that the model sees at once. */
  block_size: v.optional(v.pipe(count, v.minValue(1, "must be 1 or more"))),
  num_documents: v.optional(count),
  /** Names of the files, or how many they were. */
  source_files: v.optional(v.union([v.array(v.string()), count])),
  dtype: v.optional(v.literal("uint16", "must be uint16")),
});

/** What metadata.json says of a token set: the keys that nanoGPT's relatives write. Others are kept. */
export type TokenMetadata = v.InferOutput<typeof shape>;

/** @throws TinyCatsError "invalid-token-metadata". */
export function parseTokenMetadata(value: unknown): TokenMetadata {
  const { success, output, issues } = v.safeParse(shape, value);
  if (!success) {
    const [{ message }] = issues;
    throw invalid(`${v.getDotPath(issues[0]) ?? "it"}: ${message}`.slice(0, 500), v.getDotPath(issues[0]));
  }
  const { total_tokens: total, train_tokens: train, val_tokens: val } = output;
  if (train + val !== total)
    throw invalid(`total_tokens is ${total}, train_tokens and val_tokens add up to ${train + val}`);
  return output;
}

function invalid(message: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-token-metadata", `metadata.json does not hold: ${message}`, {
    value,
    remedy: "prepare the tokens again, or correct metadata.json if the files are known to be right",
  });
}
