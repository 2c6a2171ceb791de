import type { EmbeddedModel, ModelSource } from "@tiny-cats/core/node";
import type { HubOptions } from "@tiny-cats/hub";
import type { Thresholds } from "./gates/thresholds.ts";
import type { MeasureOptions } from "./measure/measure-options.ts";
import type { ModelKind } from "./model-kind.ts";
import type { Stage, StageProgress } from "./progress.ts";
import type { PublishPlan } from "./publish-plan.ts";

/** What is published, where, and how. Paths are absolute. */
export interface PublishOptions extends HubOptions {
  /** A folder to keep what another run needs to go on; it is made, and belongs to one publication at a time. */
  work: string;
  /** Where models are looked for: a model's folder, or a project's with checkpoints. */
  folder?: string;
  /** Checkpoints or folders of models that were named; nothing else is looked for of their kinds. */
  explicit?: Partial<Record<ModelKind, string>>;
  /** Graphs made elsewhere; taken when they give the checkpoint's outputs. */
  graphs?: { classifier?: string; generator?: string };
  /** Models of a package, such as those of "@tiny-cats/models": published when neither folder nor path was named. */
  embedded?: { classifier: EmbeddedModel; generator: EmbeddedModel };
  /** Kinds that are wanted; all unless told. */
  only?: readonly ModelKind[];
  /** Kinds that are not. */
  skip?: readonly ModelKind[];
  /** Which weights of a checkpoint: those averaged over training where there are some, unless told. */
  variant?: "raw" | "ema";
  /** "house", which transformers and transformers.js load, unless told; "seed" is that of seedLayout. */
  layout?: "house" | "seed";
  /** A folder with the tokenizer of a language model. */
  tokenizer?: string;
  /** An SPDX expression, where no manifest names one. */
  license?: string;
  /** Reports, or folders of them, to be taken when they are of these models. */
  reports?: readonly string[];
  /** Drawings of the generator, with their generation_metadata.json. */
  samplesDir?: string;
  /** A set of pictures or tokens to measure on what no report says. */
  data?: string;
  /** How much is measured, where everything is more than is wanted. */
  amounts?: Pick<MeasureOptions, "limit" | "perBreed" | "benchmark">;
  /** The classifier whose features drawings are compared by. */
  extractor?: ModelSource;
  /** Names of files or gates that may be missing. */
  allowMissing?: readonly string[];
  /** The gates' limits that differ from DEFAULT_THRESHOLDS. */
  thresholds?: Partial<Thresholds>;
  /** Makes the repository private; one that is public already is refused. */
  private?: boolean;
  /** Opens a pull request in place of a commit; it gets no tag. */
  pullRequest?: boolean;
  /** The commit's title; "Publish" with the models' names and version unless told. */
  message?: string;
  /**
   * The tag's name, in which {version}, {date}, {accuracy}, {kid}, {fid} and {perplexity} are filled in; false for none. "v{version}-{date}" unless told, or
   * "published-{date}" of a model without a version.
   */
  tag?: string | false;
  /** Where publish-report.json and .md are written; the work folder unless told. */
  reportDir?: string;
  /** Ends with the plan. */
  dryRun?: boolean;
  /** What was typed, for reports. */
  command: string;
  /** Who does it, such as "@tiny-cats/cli". */
  by?: string;
  /** Asked before anything is sent; without it everything goes on. */
  confirm?: (plan: PublishPlan) => Promise<boolean>;
  /** Told that a stage begins. */
  onStage?: (stage: Stage) => void;
  /** Told that a stage was taken from an earlier run. */
  onKept?: (stage: Stage) => void;
  /** Told what is worth knowing while it goes on. */
  onNote?: (note: string) => void;
  onProgress?: (progress: StageProgress) => void;
}
