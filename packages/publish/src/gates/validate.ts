import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { StageProgress } from "../progress.ts";
import { checkAllowed, checkGateNames } from "./check-gate-names.ts";
import { covers } from "./covers.ts";
import { openFolder, type PublishedFolder } from "./folder/open-folder.ts";
import type { PublishedModel } from "./folder/open-model.ts";
import type { Gate, GateContext, Verdict } from "./gate.ts";
import type { GateName } from "./gate-names.ts";
import { type Drawings, drawEach } from "./models/draw-each.ts";
import { type GateReport, type Judged, reportOf, titleOf } from "./report-of.ts";
import { GATES } from "./table.ts";
import { parseThresholds, type Thresholds } from "./thresholds.ts";
import { failed } from "./verdicts.ts";

/** How a folder is judged. */
export interface ValidateGatesOptions {
  /** Those that are not the defaults. */
  thresholds?: Partial<Thresholds>;
  /** Whether warnings fail. */
  strict?: boolean;
  /** The gates to pass; all unless told. */
  only?: readonly GateName[];
  /** What need not be measured or there: a gate's name, "generator:kid", or a path below the folder. */
  allowMissing?: readonly string[];
  /** What the report calls the folder, where its own name won't do; never an absolute path. */
  modelPath?: string;
  /** Where graphs run; a pool of its own unless told. */
  pool?: WorkerPool;
  signal?: AbortSignal;
  /** A gate at a time. */
  onProgress?(progress: StageProgress): void;
}

/**
 * Holds a folder in the published layout, or a single model's, to every gate. What does not pass is in the report, with its remedy; a gate that needs a measurement which nobody has
 * made fails, unless it is allowed to be missing.
 *
 * @throws TinyCatsError "invalid-thresholds", "unknown-gate", "folder-not-found", "no-manifest", "folder-too-large"; what parsing a manifest throws; the signal's reason
 */
export async function validate(folder: string, options: ValidateGatesOptions = {}): Promise<GateReport> {
  const { strict = false, only, allowMissing = [], signal, pool = createWorkerPool({ workers: 1 }) } = options;
  const thresholds = parseThresholds(options.thresholds ?? {});
  if (only) checkGateNames(only);
  checkAllowed(allowMissing);
  try {
    const published = await openFolder(folder, signal ? { signal } : {});
    const context = contextOf(published, { thresholds, allowMissing, pool, ...(signal && { signal }) });
    const results: Judged[] = [];
    const planned = plan(published, only);
    for (const [done, { gate, model }] of planned.entries()) {
      signal?.throwIfAborted();
      options.onProgress?.({ stage: "check", what: titleOf(gate.name, model?.kind), done, total: planned.length });
      const verdict = await judge(gate, model, context);
      if (verdict) results.push({ name: gate.name, model: model?.kind ?? null, verdict });
    }
    options.onProgress?.({ stage: "check", what: "", done: planned.length, total: planned.length });
    const { modelPath } = options;
    return reportOf(results, {
      folder,
      thresholds,
      strict,
      allowMissing,
      ...(modelPath !== undefined && { modelPath }),
    });
  } finally {
    if (!options.pool) await pool.dispose();
  }
}

function plan({ models }: PublishedFolder, only: readonly GateName[] | undefined) {
  return GATES.filter(({ name }) => !only || only.includes(name)).flatMap(
    (gate): { gate: Gate; model?: PublishedModel }[] =>
      "kinds" in gate
        ? models.filter(({ kind }) => gate.kinds.includes(kind)).map((model) => ({ gate, model }))
        : [{ gate }],
  );
}

function contextOf(
  published: PublishedFolder,
  { allowMissing, ...rest }: Pick<GateContext, "thresholds" | "pool" | "signal"> & { allowMissing: readonly string[] },
): GateContext {
  const generator = published.models.find(({ kind }) => kind === "generator");
  let drawn: Promise<Drawings> | undefined;
  return {
    published,
    ...rest,
    drawings() {
      if (generator) drawn ??= drawEach(generator, rest);
      return drawn;
    },
    mayLack: (path) => allowMissing.some((one) => covers(one, path)),
  };
}

/** A model that can't be read, loaded or run fails the gate that tried. */
async function judge(
  gate: Gate,
  model: PublishedModel | undefined,
  context: GateContext,
): Promise<Verdict | undefined> {
  try {
    return "kinds" in gate ? await gate.run(model!, context) : await gate.run(context);
  } catch (error) {
    context.signal?.throwIfAborted();
    if (!isTinyCatsError(error)) throw error;
    return failed(error.message, { remedy: error.remedy });
  }
}
