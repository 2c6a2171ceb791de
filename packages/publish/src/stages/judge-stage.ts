import type { GateName } from "../gates/gate-names.ts";
import type { GateReport } from "../gates/report-of.ts";
import { validate } from "../gates/validate.ts";
import { given } from "../given.ts";
import { requireGates } from "../require-gates.ts";
import type { PublishRun } from "./publish-run.ts";

/**
 * Passes the tree through gates.
 *
 * @param judged what the verdicts rest on: they stand for as long as it is the same
 * @param only the gates to pass; all unless told
 * @throws TinyCatsError "gates-failed"; what validate throws
 */
export async function judgeStage(
  { repo, options, work, stop, stage }: PublishRun,
  name: "check" | "gates",
  judged: object,
  only?: readonly GateName[],
): Promise<GateReport> {
  const { thresholds, allowMissing = [], onProgress } = options;
  const report = await stage(name, { ...judged, thresholds, allowMissing }, () =>
    validate(work.tree, {
      ...{ allowMissing, modelPath: repo.name, ...given({ thresholds, only }), ...stop },
      onProgress: (progress) => onProgress?.({ ...progress, stage: name }),
    }),
  );
  requireGates(report);
  return report;
}
