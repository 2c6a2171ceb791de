import type { TrainingEvent } from "../../loop/training-event.ts";

/** What happens in the training of a model: the loop's events, and those of its data and drawings. */
export type ModelTrainingEvent =
  | TrainingEvent
  /** Before anything is computed: what is trained, on what. */
  | {
      readonly type: "prepared";
      readonly architecture: string;
      readonly parameters: number;
      readonly pictures: { readonly train: number; readonly val: number };
      readonly epochSteps: number;
    }
  /** Another precision than was asked for is what the runtime computes with. */
  | { readonly type: "precision"; readonly asked: "mixed"; readonly used: "float32" }
  /** A picture that can't be read was left out. */
  | { readonly type: "left-out"; readonly file: string; readonly reason: string }
  /** A finished classifier's temperature was fitted, see `Calibration`, and its weights written to `path`. */
  | {
      readonly type: "calibrated";
      readonly step: number;
      readonly temperature: number;
      readonly metrics: Readonly<Record<string, number>>;
      readonly path: string;
    }
  /** A sheet of drawings of the average of weights. */
  | { readonly type: "sampled"; readonly step: number; readonly path: string };
