import * as v from "valibot";
import { openObject } from "./open-object.ts";
import { finite, nonNegative, share } from "./scalars.ts";

/** A mean over parts of the sample, and the parts' standard deviation. */
const spread = openObject({ mean: finite, std: nonNegative });

/** What is measured of drawings against real pictures. */
export const drawingMetrics = {
  /** Frechet distance of InceptionV3's features (Heusel et al. 2017). */
  fid: v.nullable(nonNegative),
  /** Of InceptionV3's classes (Salimans et al. 2016). */
  inception_score: v.nullable(spread),
  /** Share of drawings that lie among the real pictures (Kynkäänniemi et al. 2019). */
  precision: v.nullable(share),
  /** Share of real pictures that lie among the drawings (Kynkäänniemi et al. 2019). */
  recall: v.nullable(share),
  /** Frechet distance of the report's own extractor's features. */
  frechet_distance: v.nullable(nonNegative),
  /** As the Inception Score, of the extractor's classes. */
  class_score: v.nullable(spread),
  /** Kernel distance, unbiased, so that it may be below 0 (Binkowski et al. 2018). */
  kid: v.nullable(spread),
  /** May exceed 1 (Naeem et al. 2020). */
  density: v.nullable(nonNegative),
  /** Naeem et al. 2020. */
  coverage: v.nullable(share),
};
