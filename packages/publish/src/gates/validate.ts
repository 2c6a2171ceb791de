import { basename, isAbsolute } from "node:path";
import { createWorkerPool, type WorkerPool } from "@tiny-cats/core/node";
import { parseValidationReport, type ValidationReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { StageProgress } from "../progress.ts";
import { checkAllowed, checkGateNames } from "./check-gate-names.ts";
import { openFolder, type PublishedFolder } from "./folder/open-folder.ts";
import type { PublishedModel } from "./folder/open-model.ts";
import type { Gate, GateContext, Verdict } from "./gate.ts";
import type { GateName } from "./gate-names.ts";
import { type Drawings, drawEach } from "./models/draw-each.ts";
import { GATES } from "./table.ts";
import { parseThresholds, type Thresholds } from "./thresholds.ts";
import { failed } from "./verdicts.ts";

/** What a folder was held to, and how it did: validation_report.json. */
export type GateReport = ValidationReport;

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
    const clean = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, "the folder");
    return reportOf(results, { folder, thresholds, strict, allowMissing, clean, ...named(options.modelPath) });
  } finally {
    if (!options.pool) await pool.dispose();
  }
}

interface Judged {
  name: GateName;
  model: PublishedModel["kind"] | null;
  verdict: Verdict;
}

const titleOf = (name: string, kind: string | null | undefined) => (kind ? `${kind} ${name}` : name);
const named = (modelPath: string | undefined) => (modelPath === undefined ? {} : { modelPath });

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

/** Whether a path that may be missing is this one, or a folder around it. */
function covers(allowed: string, path: string): boolean {
  return path === allowed || path.startsWith(`${allowed.replace(/\/$/, "")}/`);
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

function reportOf(
  judged: readonly Judged[],
  {
    folder,
    thresholds,
    strict,
    allowMissing,
    clean,
    modelPath,
  }: {
    folder: string;
    thresholds: Thresholds;
    strict: boolean;
    allowMissing: readonly string[];
    clean(text: string): string;
    modelPath?: string;
  },
): GateReport {
  const warnings: string[] = [];
  const errors: string[] = [];
  const results = judged.map(({ name, model, verdict }) => {
    const { status, value, threshold, remedy } = verdict;
    const title = titleOf(name, model);
    const message = clean(verdict.message);
    const allowed =
      status === "not-measured" &&
      allowMissing.find(
        (one) => one === name || one === `${model}:${name}` || verdict.places?.some((place) => covers(one, place)),
      );
    warnings.push(...(verdict.warnings ?? []).map((warning) => `${title}: ${clean(warning)}`));
    if (allowed) warnings.push(`${title}: ${message}, and is allowed to be missing`);
    else if (status !== "passed") errors.push(`${title}: ${message}`);
    return {
      name,
      model,
      passed: status === "passed",
      // JSON has neither NaN nor infinity.
      value: typeof value === "number" && !Number.isFinite(value) ? "not finite" : value,
      threshold,
      message,
      ...(remedy !== undefined && status !== "passed" && { remedy: clean(remedy) }),
      ...(allowed && { allowed_because: `${allowed} is allowed to be missing` }),
    };
  });
  const passed = results.filter((result) => result.passed).length;
  return parseValidationReport({
    schema: "tiny-cats/validation-report",
    version: 1,
    model_path: relativeName(modelPath ?? folder),
    timestamp: new Date().toISOString(),
    passed: errors.length === 0 && !(strict && warnings.length > 0),
    strict,
    total_checks: results.length,
    passed_checks: passed,
    failed_checks: errors.length,
    warnings,
    errors,
    thresholds,
    results,
  });
}

/** No path of the machine goes into a report. */
function relativeName(path: string): string {
  const name = isAbsolute(path) || /^[A-Za-z]:|^[~\\]/.test(path) ? basename(path) : path;
  return name === "" || /^[~\\]/.test(name) ? `./${name}` : name;
}
