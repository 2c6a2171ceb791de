import type { InputSpec } from "../inputs/input-spec.ts";

/** Notes how long a stage within a call took, in milliseconds. */
type NoteStage = (stage: string, ms: number) => void;

/** A stage of a pipeline that can be called alone. */
export interface Part {
  prepare?: () => unknown;
  call(input: unknown): unknown;
}

/** What is measured, once it is loaded. */
export interface LoadedSubject {
  /** What executes the graph, such as "onnxruntime-node 1.30.0 (cpu)". */
  runtime: string;
  /** The batch there is, where it can't be chosen. */
  fixedBatch?: number;
  /** The graph's inputs in a batch, where they are made up. */
  describe?(batch: number): InputSpec[];
  /** Makes the input of a call of `batch` items; never timed. */
  make(batch: number): unknown;
  call(input: unknown, note: NoteStage): unknown;
  /** Stages that are measured alone, after the whole; made only then. */
  parts?: () => Promise<Readonly<Record<string, Part>>>;
  dispose(): Promise<void>;
}

/** What is to be measured. */
export interface Subject {
  /** Loads it; timed. */
  load(options: { signal?: AbortSignal }): Promise<LoadedSubject>;
}
