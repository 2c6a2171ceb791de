import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import type { TokenSet, TokenSplit } from "@tiny-cats/data";
import { type LanguageEvaluation, parseEvaluationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkWhole } from "../../features/check-option.ts";
import { languageMetrics } from "../../language/language-metrics.ts";
import { doWork } from "../../progress/do-work.ts";
import type { BootstrapOptions } from "../../sampling/interval.ts";
import { provenance } from "../report/provenance.ts";
import { openLanguageModel } from "./open-language-model.ts";
import { requireCausal } from "./require-causal.ts";
import { tokenBytes } from "./token-bytes.ts";
import { windowLosses } from "./window-losses.ts";
import { FEWEST_WINDOWS, type WindowSums, windowsInterval } from "./windows-interval.ts";

/** How a language model is measured. */
export interface LanguageEvaluationOptions {
  /** What was typed, for the report; without paths of the machine. */
  command: string;
  /** "val" unless told. A report on "train" says so, and is no measure of what the model has learned. */
  split?: TokenSplit;
  /** Tokens that the model is given at once: the smaller of the set's block_size and the model's unless told. */
  blockSize?: number;
  /** From one window's beginning to the next one's: the block size unless told. A smaller one gives tokens more context, and takes longer. */
  stride?: number;
  /** The most tokens that are predicted, from the beginning of the split; all unless told. */
  limit?: number;
  /** Folder with the tokenizer that the set was made with, for bits per byte. */
  tokenizer?: string;
  /** Which weights of a checkpoint; must be told where it has both. */
  weights?: "raw" | "ema";
  /** A parsed config.json, where the one beside a checkpoint is missing or wrong. */
  config?: Readonly<Record<string, unknown>>;
  /** Over windows. */
  bootstrap?: BootstrapOptions;
  /** Where the graph runs; a pool of its own unless told. */
  pool?: WorkerPool;
  signal?: AbortSignal;
  /** In bytes while a checkpoint is converted, in tokens afterwards. */
  onProgress?(progress: { stage: "converting" | "measuring"; done: number; total: number }): void;
}

/**
 * How well a language model foretells a split of a token set: causal cross-entropy, perplexity, and bits per byte where a tokenizer tells the
 * bytes. Each token but the first is predicted once, from the tokens before it in its window. Before that the model is held to causality:
 * changing the future must not change the past's logits.
 *
 * @param model an .onnx file (`input_ids` -> `logits`), or a checkpoint or folder of a GPT-2 or NanEcho, which is converted in a temporary folder
 * @throws TinyCatsError "not-causal", "wrong-model", "vocabulary-mismatch", "no-such-split", "no-block-size", "too-few-samples",
 * "invalid-metric-option", "non-finite-logits", "invalid-token-id", "tokenizer-not-found", "unsupported-tokenizer"; what convertCheckpoint
 * and the pool throw; FilesError of reading a file; the signal's reason
 */
export async function evaluateLanguage(
  model: string,
  set: TokenSet,
  options: LanguageEvaluationOptions,
): Promise<LanguageEvaluation> {
  const { pool = createWorkerPool({ workers: 1 }) } = options;
  try {
    return await evaluate(model, set, { ...options, pool });
  } finally {
    if (!options.pool) await pool.dispose();
  }
}

async function evaluate(
  path: string,
  set: TokenSet,
  { pool, ...options }: LanguageEvaluationOptions & { pool: WorkerPool },
): Promise<LanguageEvaluation> {
  const { split = "val", stride, limit = Number.MAX_SAFE_INTEGER, tokenizer, bootstrap, signal, onProgress } = options;
  for (const [name, value] of Object.entries({ blockSize: options.blockSize, stride, limit }))
    if (value !== undefined) checkWhole(name, value, 1);
  const part = set.splits[split];
  if (!part)
    throw new TinyCatsError("no-such-split", `the token set has no tokens in "${split}"`, {
      value: split,
      remedy: "use train or val, whichever metadata.json gives tokens",
    });
  const bytes = tokenizer === undefined ? undefined : await tokenBytes(tokenizer, { signal });
  await using model = await openLanguageModel(path, {
    pool,
    ...(options.weights && { weights: options.weights }),
    ...(options.config && { config: options.config }),
    ...(signal && { signal }),
    onProgress: (progress) => onProgress?.({ stage: "converting", ...progress }),
  });
  const blockSize = options.blockSize ?? smallest(set.metadata.block_size, model.context);
  const { vocabulary, causality } = await requireCausal(model, set, { split, blockSize, signal });
  const total = Math.min(limit, part.tokens - 1);
  const step = Math.min(stride ?? blockSize, blockSize);
  const windows = await windowLosses(model, set, {
    split,
    blockSize,
    stride: step,
    limit,
    vocabulary,
    ...(bytes && { bytes }),
    signal,
    onTokens: (done) => onProgress?.({ stage: "measuring", done, total }),
  });
  return parseEvaluationReport({
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "text-generation",
    measured: await provenance({
      model: { file: model.file, sha256: model.sha256 },
      data: { name: set.name, split, n: part.tokens, sha256: part.sha256 },
      n: total,
      seed: bootstrap?.seed ?? 0,
      command: options.command,
      runtimes: [model.runtime],
      pictures: false,
    }),
    ...(await metricsOf(windows, bytes !== undefined, options, {
      block_size: blockSize,
      stride: step,
      windows: windows.length,
      causality,
    })),
    metadata: model.metadata,
  }) as LanguageEvaluation;
}

async function metricsOf(
  windows: readonly WindowSums[],
  counted: boolean,
  { bootstrap, signal }: LanguageEvaluationOptions,
  facts: Record<string, unknown>,
) {
  const sum = (key: "loss" | "tokens" | "bytes") => windows.reduce((all, window) => all + (window[key] ?? 0), 0);
  const bytes = sum("bytes");
  const enough = windows.length >= FEWEST_WINDOWS;
  const reasons = {
    ...(bytes === 0 && {
      "language.bits_per_byte": counted
        ? "the tokens stand for no bytes of text"
        : "no tokenizer was given to count the bytes of the text by",
    }),
    ...(!enough && {
      "language.intervals": `${windows.length} windows are too few, where ${FEWEST_WINDOWS} are needed`,
    }),
  };
  return {
    language: {
      ...languageMetrics({ negativeLogLikelihood: sum("loss"), tokens: sum("tokens"), ...(bytes > 0 && { bytes }) }),
      intervals: enough ? await doWork(windowsInterval(windows, bootstrap), { signal }) : null,
      ...facts,
    },
    not_measured: reasons,
  };
}

function smallest(...lengths: (number | undefined)[]): number {
  const told = lengths.filter((length) => length !== undefined);
  if (told.length > 0) return Math.min(...told);
  throw new TinyCatsError("no-block-size", "neither the token set nor the model says how many tokens it sees at once", {
    remedy: "give the block size that the model was trained with",
  });
}
