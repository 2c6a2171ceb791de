import { architecture } from "./architecture.ts";
import { classification } from "./classification.ts";
import { files } from "./files.ts";
import { generation } from "./generation.ts";
import { inference } from "./inference.ts";
import { labels } from "./labels.ts";
import { language } from "./language.ts";
import { overview } from "./overview.ts";
import { bias, citation, intendedUse, licence, limits } from "./people.ts";
import { quantization } from "./quantization.ts";
import { samples } from "./samples.ts";
import type { SectionMaker } from "./section.ts";
import { training } from "./training.ts";
import { usage } from "./usage.ts";

/** The sections of a model card, in order. */
export const MODEL_SECTIONS: readonly SectionMaker[] = [
  overview,
  usage,
  architecture,
  classification,
  generation,
  language,
  inference,
  quantization,
  labels,
  training,
  samples,
  files,
  intendedUse,
  limits,
  bias,
  licence,
  citation,
];
