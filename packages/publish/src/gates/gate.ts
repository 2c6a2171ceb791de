import type { WorkerPool } from "@tiny-cats/core/node";
import type { ModelKind } from "../model-kind.ts";
import type { PublishedFolder } from "./folder/open-folder.ts";
import type { PublishedModel } from "./folder/open-model.ts";
import type { GateName } from "./gate-names.ts";
import type { Drawings } from "./models/draw-each.ts";
import type { Thresholds } from "./thresholds.ts";

/** What a gate finds. */
export interface Verdict {
  status: "passed" | "failed" | "not-measured";
  /** Null where nothing was measured. */
  value: number | string | null;
  threshold: number | string | null;
  message: string;
  /** What to do, where it has not passed. */
  remedy?: string;
  /** What is not as it should be, and fails strict validation alone. */
  warnings?: readonly string[];
  /** Below the folder: where what is missing would lie. */
  places?: readonly string[];
}

/** What gates work with. */
export interface GateContext {
  published: PublishedFolder;
  thresholds: Thresholds;
  /** Where graphs run. */
  pool: WorkerPool;
  /** One drawing of each drawable breed by the folder's generator, drawn once; undefined where there is none. */
  drawings(): Promise<Drawings> | undefined;
  /** Whether something that is absent may be: the path of a file below the folder. */
  mayLack(path: string): boolean;
  signal?: AbortSignal;
}

interface Named {
  name: GateName;
  /** What it rests on: files alone, a run of the graphs, or reports of what was measured before. */
  needs: "files" | "runs" | "reports";
}

/** A gate for a folder as a whole. */
export interface FolderGate extends Named {
  run(context: GateContext): Promise<Verdict>;
}

/** A gate for each model of some kinds; undefined where there is nothing to judge in this one. */
export interface ModelGate extends Named {
  kinds: readonly ModelKind[];
  run(model: PublishedModel, context: GateContext): Promise<Verdict | undefined>;
}

export type Gate = FolderGate | ModelGate;
