import type { TensorInfo } from "@tiny-cats/core";
import { parseEvaluationReport } from "@tiny-cats/schema";
import fc from "fast-check";
import { trainingFacts } from "../node/checkpoint/training-facts.ts";
import { contextOf } from "../node/language/context-of.ts";
import { countTokenBytes, type TokenizerDocuments } from "../node/language/count-token-bytes.ts";
import { FILLED, languageSignature } from "../node/language/language-signature.ts";
import { type Changes, changed, changesOf } from "./changed.ts";
import { exampleLanguage } from "./example-reports.ts";
import type { FuzzSubject } from "./fuzz.ts";

const TOKENIZERS: readonly TokenizerDocuments[] = [
  {
    tokenizer: {
      model: { type: "BPE", vocab: { a: 0, Ġb: 1, é: 3 } },
      added_tokens: [
        { id: 4, content: "<|endoftext|>", special: true },
        { id: 5, content: "é", special: false },
      ],
      pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "ByteLevel" }] },
      decoder: { type: "ByteLevel" },
    },
  },
  { vocab: { a: 0, ab: 1, "<|endoftext|>": 2 }, added: { "<pad>": 3, ab: null, constructor: null } },
  { vocab: { a: 0, ab: 1, "<|endoftext|>": 2 } },
];

/** The documents of a tokenizer: a count for every id, or a refusal before much memory is taken. */
export const fuzzTokenizer: FuzzSubject<{ which: number; changes: Changes }> = {
  input: fc
    .nat(TOKENIZERS.length - 1)
    .chain((which) => changesOf(TOKENIZERS[which]).map((changes) => ({ which, changes }))),
  reached: ["unsupported-tokenizer", "read"],
  read({ which, changes }) {
    const bytes = countTokenBytes(changed(TOKENIZERS[which], changes));
    if (bytes.length > 10_000_000 || bytes.some((count) => count < -1)) throw new Error(`counts are ${bytes}`);
    return "read";
  },
};

interface Graph {
  changes: Changes;
  training: Parameters<typeof trainingFacts>[0];
  inputs: TensorInfo[];
  outputs: TensorInfo[];
}

const GRAPH = {
  config: { n_positions: 9, block_size: 16, vocab_size: 31 },
  told: { iteration: 7, train_loss: 2.5, created_at: "2026-11-21T10:00:00.5+01:00" },
};
const dims = fc.oneof(
  fc.constant(["batch", "sequence", 31]),
  fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }),
);
const names = (...usual: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...usual) },
    fc.constantFrom("__proto__", "toString", "x".repeat(2000)),
    fc.string(),
  );
const info = (...usual: string[]) =>
  fc.record(
    { name: names(...usual), dtype: fc.constantFrom("float32", "float32", "int64", "float16"), dims },
    { requiredKeys: ["name"] },
  );
const some = (usual: readonly string[], other: fc.Arbitrary<TensorInfo>): fc.Arbitrary<TensorInfo[]> =>
  fc.oneof(fc.constant(usual.map((name): TensorInfo => ({ name }))), fc.array(other, { maxLength: 3 }));
const number = fc.oneof(fc.constant(null), fc.constantFrom(-1, 0.5, 2 ** 53, -0), fc.integer(), fc.double());
const digits = (most: number, length = 2) => fc.nat(most).map((value) => String(value).padStart(length, "0"));
const moment = fc
  .tuple(digits(9999, 4), digits(14), digits(33), digits(25), digits(61), digits(61), digits(25), digits(61))
  .map(([y, mo, d, h, mi, s, oh, om]) => `${y}-${mo}-${d}T${h}:${mi}:${s}+${oh}:${om}`);

/** What stands around a language model's graph: a report can be made of it, and what is run is known by its name. */
export const fuzzLanguageGraph: FuzzSubject<Graph> = {
  input: fc.record({
    changes: changesOf(GRAPH.config),
    training: fc.record({
      iteration: number,
      train_loss: number,
      created_at: fc.oneof(fc.constantFrom(null, GRAPH.told.created_at), moment, fc.string()),
    }),
    inputs: some(["input_ids", "attention_mask"], info("input_ids", ...Object.keys(FILLED))),
    outputs: some(["logits"], info("logits", "hidden")),
  }),
  reached: ["wrong-model", "read"],
  read({ changes, training, inputs, outputs }) {
    const config = changed(GRAPH.config, changes);
    const context = contextOf(config);
    if (context !== undefined && !(Number.isSafeInteger(context) && context >= 1)) throw new Error(`${context} tokens`);
    // Whatever is recorded of the training, no measurement is lost over it in the end.
    parseEvaluationReport({ ...LANGUAGE, metadata: trainingFacts(training) });
    const signature = languageSignature({ inputs, outputs }, "model.onnx");
    const strange = signature.inputs.find((name) => name !== "input_ids" && !Object.hasOwn(FILLED, name));
    if (strange !== undefined || !outputs.some(({ name }) => name === signature.output))
      throw new Error(`${strange} is put in, ${signature.output} taken out`);
    return "read";
  },
};

const LANGUAGE = exampleLanguage();
