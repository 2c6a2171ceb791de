import { join } from "node:path";
import type { Weights } from "@tiny-cats/architectures";
import { loadTrainingCheckpoint } from "@tiny-cats/checkpoint/training";
import type { Step } from "../../step/step.ts";
import { restoreTensors } from "../checkpoint/tensor-files.ts";
import { weightsOf } from "../run/weights-of.ts";
import { type Calibration, calibrate } from "./calibrate.ts";
import type { Judged } from "./classifier-metrics.ts";
import type { ClassifierPlan } from "./classifier-plan.ts";
import { scaleHead } from "./scale-head.ts";
import { writeFinal } from "./write-final.ts";

/** A calibrated classifier in a folder. */
export interface ExportedClassifier {
  readonly path: string;
  /** The update that its weights are of. */
  readonly step: number;
  /** Absent where there was nothing to measure. */
  readonly calibration?: Calibration;
}

/**
 * Writes `final/` of a run's folder: the average of weights, divided by the temperature in the last layer. Where a run ended early it is that of its best
 * evaluation, which the step takes up, else that of the last update.
 */
export async function exportClassifier(
  step: Step,
  plan: ClassifierPlan,
  {
    out,
    endedEarly,
    measure,
    facts,
  }: {
    readonly out: string;
    readonly endedEarly: boolean;
    readonly measure: () => Promise<Judged>;
    readonly facts: object;
  },
): Promise<ExportedClassifier> {
  if (endedEarly) await takeBest(step, out, plan.begun);
  const { architecture, config, labels, preprocessing, pictures, head, seed, other } = plan;
  const calibration = pictures.val.length > 0 ? calibrate(await measure(), { seed, other }) : undefined;
  const weights = scaleHead(weightsOf(step, plan.begun), head, calibration?.temperature ?? 1);
  const path = join(out, "final");
  await writeFinal(path, {
    architecture,
    config,
    weights,
    labels,
    preprocessing,
    facts: { ...facts, step: step.count, ...(calibration && { calibration }) },
  });
  return { path, step: step.count, ...(calibration && { calibration }) };
}

async function takeBest(step: Step, out: string, begun: Weights): Promise<void> {
  const best = await loadTrainingCheckpoint(out, { which: "best" });
  if (!best || best.state.step === step.count) return;
  const { path, state } = best;
  await restoreTensors(step, { path, count: state.step, files: Object.keys(state.files) }, begun);
}
