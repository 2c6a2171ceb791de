import { ownFields } from "./own-fields.ts";

/** What transformers calls an architecture. */
const FORMS: Readonly<Record<string, { model_type: string; architectures: string[] }>> = {
  resnet: { model_type: "resnet", architectures: ["ResNetForImageClassification"] },
  "mobilenet-v2": { model_type: "mobilenet_v2", architectures: ["MobileNetV2ForImageClassification"] },
};

/** config.json of a classifier as transformers and transformers.js read it; a note where they have no such model. */
export function classifierConfig(
  architecture: string,
  written: Readonly<Record<string, unknown>>,
  labels: readonly string[],
  dtype: string | undefined,
): { config: Record<string, unknown>; note?: string } {
  const { num_labels, dtype: stored, torch_dtype, ...rest } = ownFields(written);
  const form = Object.hasOwn(FORMS, architecture) ? FORMS[architecture] : undefined;
  const config = {
    ...rest,
    ...form,
    id2label: { ...labels },
    label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    ...(dtype !== undefined && { torch_dtype: dtype }),
  };
  if (form) return { config };
  return {
    config,
    note: `transformers has no model of the architecture ${architecture}: its pipeline can't load this one, and the graph in onnx/ is what runs.`,
  };
}
