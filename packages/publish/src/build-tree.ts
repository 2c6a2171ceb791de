import type { Candidate } from "./discover/discovery.ts";
import type { GateReport } from "./gates/report-of.ts";
import { GATES_BEFORE_MEASURING } from "./gates/table.ts";
import type { MissingFile, Prepared } from "./prepared.ts";
import type { TreeFile } from "./report/tree-files.ts";
import { cardStage, type ExistingCards } from "./stages/card-stage.ts";
import { discoverStage } from "./stages/discover-stage.ts";
import { judgeStage } from "./stages/judge-stage.ts";
import { measureStage } from "./stages/measure-stage.ts";
import { prepareStage } from "./stages/prepare-stage.ts";
import type { PublishRun } from "./stages/publish-run.ts";

/** A folder that is ready to be published, and how it came about. */
export interface BuiltTree {
  prepared: Prepared;
  /** Every file of the folder. */
  files: TreeFile[];
  gates: GateReport;
  looked: Candidate[];
  missing: MissingFile[];
}

/** The stages before anything is sent: models found, converted, judged, measured and described, in the work folder. */
export async function buildTree(run: PublishRun, existing: ExistingCards): Promise<BuiltTree> {
  const { models, looked } = await discoverStage(run);
  const prepared = await prepareStage(run, models);
  await judgeStage(run, "check", { prepared }, GATES_BEFORE_MEASURING);
  const unmeasured = await measureStage(run, prepared);
  const files = await cardStage(run, models, prepared, existing);
  const gates = await judgeStage(run, "gates", { files });
  const missing = [...prepared.models.flatMap((model) => model.missing), ...unmeasured];
  return { prepared, files, gates, looked, missing };
}
