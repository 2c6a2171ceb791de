import type { GeneratorEvaluation, Sampler } from "@tiny-cats/schema";
import type { Interval } from "../../sampling/interval.ts";
import type { BrokenPicture } from "../classifier/classify-items.ts";
import type { Agreement } from "./agreement.ts";
import type { MemorisationReport } from "./nearest-heads.ts";
import type { NoiseReport } from "./see-drawings.ts";

/** An evaluation report with what is measured of drawings beside the metrics of the schema. */
export type GeneratorReport = GeneratorEvaluation & {
  /** Of a checkpoint, which of its weights. */
  weights?: "raw" | "ema";
  /** By the metrics' keys. */
  intervals: Record<string, Interval>;
  /** How the extractor's classes see drawings, and how they see the reference. */
  agreement: Agreement;
  agreement_of_reference: Agreement;
  memorisation: MemorisationReport | null;
  noise: NoiseReport | null;
  sampler: Sampler;
  /** How pictures were prepared, in words; how many had no head's box. */
  preparation: { reference: string; both: string; without_box: number };
  /** Of the sheet. */
  samples: { sha256: string; seed: number; per_breed: number };
  broken: BrokenPicture[];
  remarks: string[];
};
