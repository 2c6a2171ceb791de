import { join } from "node:path";
import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import { download, type HubOptions } from "@tiny-cats/hub";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { PreparedModel } from "../prepared.ts";
import type { StageProgress } from "../progress.ts";
import { type TreeFile, treeFiles } from "../report/tree-files.ts";
import { logitParity, perplexityOf } from "./language-facts.ts";
import { comparePublished } from "./published-files.ts";
import { firstSample, type Run, runOnce } from "./run-once.ts";

/** What was published, and where from. */
export interface PublishedRepository {
  /** "owner/name". */
  repo: string;
  commit: string;
  /** The folder that was published. */
  folder: string;
  /** Its files, as they were when they were sent; hashed now unless told. */
  files?: readonly TreeFile[];
  models: readonly PreparedModel[];
}

export interface VerifyPublishedOptions extends HubOptions {
  /** A cache that nothing of this repository was fetched to before. */
  cache: string;
  /** Folder of tokens, for a language model's perplexity. */
  tokens?: string;
  /** Tokens of it that are predicted at most; all unless told. */
  tokenLimit?: number;
  onProgress?: (progress: StageProgress) => void;
}

/** What was seen to be so. A gap is the largest difference between the downloaded model's numbers and the local one's. */
export interface PublishedFacts {
  commit: string;
  files: number;
  bytes: number;
  /** Files that the repository holds besides: they stay there. */
  others: string[];
  classified?: { picture: string; label: string; probability: number; largest_gap: number; runtime: string };
  drawn?: { breed: string; seed: number; steps: number; largest_gap: number; runtime: string };
  language?: {
    tokens: number;
    largest_gap: number;
    runtime: string;
    /** Of the graph against the weights beside it; null without weights. */
    parity: { largest_gap: number; tolerance: number } | null;
    /** Null where no tokens were given, or none that were held out. */
    perplexity: { value: number; tokens: number } | null;
  };
}

/** On one machine and runtime the same file gives the same numbers; more than this is no rounding. */
const TOLERANCE = 1e-6;

/**
 * Downloads a commit into a fresh cache, holds every file to the folder it was published from, and runs each model of the download and of the
 * folder once: they must answer alike. A language model's graph is held to its weights as well, and its perplexity is measured anew.
 *
 * @throws TinyCatsError "verification-failed" with all that differs; HubError of the download, the signal's reason
 */
export async function verifyPublished(
  { repo, commit, folder, files, models }: PublishedRepository,
  options: VerifyPublishedOptions,
): Promise<PublishedFacts> {
  const { tokens, tokenLimit, onProgress, ...hub } = options;
  const tell = (what: string) => (done: number, total: number) => onProgress?.({ stage: "verify", what, done, total });
  const loading = tell("downloading");
  const downloaded = await download(repo, {
    ...hub,
    revision: commit,
    verify: true,
    onProgress: ({ bytes, total }) => loading(bytes, total),
  });
  const { signal } = options;
  const stop = signal ? { signal } : {};
  const { differences, others } = await comparePublished(files ?? (await treeFiles(folder, stop)), downloaded.files, {
    ...stop,
    onBytes: tell("hashing"),
  });
  if (differences.length > 0) {
    const said = differences.map(({ path, is }) => `${path} is ${is}`).join("; ");
    throw failed(`${repo} at ${commit} does not hold the files of the folder: ${said}`, differences);
  }
  const facts: PublishedFacts = { commit, files: downloaded.files.length, bytes: downloaded.bytes, others };
  const pool = createWorkerPool({ workers: 1 });
  const running = tell("running");
  try {
    for (const [i, model] of models.entries()) {
      running(i, models.length);
      const sides = { there: downloaded.folder, here: folder };
      try {
        Object.assign(facts, await verifyModel(model, sides, { pool, ...stop, tokens, tokenLimit }));
      } catch (error) {
        signal?.throwIfAborted();
        if (!isTinyCatsError(error) || error.code === "verification-failed") throw error;
        throw failed(`the ${nameOf(model)} of ${repo} at ${commit} can't be run: ${error.message}`, error.value, error);
      }
    }
    running(models.length, models.length);
  } finally {
    await pool.dispose();
  }
  return facts;
}

interface ModelOptions {
  pool: WorkerPool;
  signal?: AbortSignal;
  tokens: string | undefined;
  tokenLimit: number | undefined;
}

async function verifyModel(
  model: PreparedModel,
  { there, here }: { there: string; here: string },
  { tokens, tokenLimit, ...options }: ModelOptions,
): Promise<Partial<PublishedFacts>> {
  const sample = model.kind === "classifier" ? await firstSample(join(here, LAYOUT.samples)) : undefined;
  const run = (root: string) =>
    runOnce(root, model, { ...options, ...(sample !== undefined && { picture: join(root, LAYOUT.samples, sample) }) });
  const [found, expected] = [await run(there), await run(here)];
  const largest_gap = gapOf(found, expected);
  if (!(largest_gap <= TOLERANCE))
    throw failed(
      `the downloaded ${nameOf(model)} answers otherwise than the local one, by ${largest_gap}`,
      largest_gap,
    );
  const { runtime, facts } = found;
  const common = { largest_gap, runtime, ...facts };
  if (model.kind === "generator") return { drawn: common as PublishedFacts["drawn"] };
  if (model.kind === "classifier") {
    const picture = sample === undefined ? "a made-up picture" : `${LAYOUT.samples}/${sample}`;
    return { classified: { picture, ...common } as PublishedFacts["classified"] };
  }
  const parity = await logitParity(there, model, options);
  const perplexity = tokens === undefined ? null : await samePerplexity(tokens);
  return { language: { ...common, parity, perplexity } as PublishedFacts["language"] };

  async function samePerplexity(set: string) {
    const limits = { ...options, ...(tokenLimit !== undefined && { limit: tokenLimit }) };
    const measured = await perplexityOf(join(there, model.graph.path), set, limits);
    if (!measured) return null;
    const local = await perplexityOf(join(here, model.graph.path), set, limits);
    const gap = Math.abs(measured.perplexity - local!.perplexity) / local!.perplexity;
    if (!(gap <= TOLERANCE))
      throw failed(`perplexity is ${measured.perplexity} there and ${local!.perplexity} here`, gap);
    return { value: measured.perplexity, tokens: measured.tokens };
  }
}

const nameOf = ({ kind }: PreparedModel) => (kind === "language" ? "language model" : kind);

function gapOf({ numbers: a }: Run, { numbers: b }: Run): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i] - b[i]);
    if (Number.isNaN(gap)) return gap;
    largest = Math.max(largest, gap);
  }
  return largest;
}

function failed(message: string, value: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("verification-failed", message, {
    value,
    remedy: "publish it again, and look who else writes to the repository; nothing was tagged",
    ...(cause !== undefined && { cause }),
  });
}
