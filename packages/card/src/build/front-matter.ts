import { licenceFields } from "../front-matter/licence-fields.ts";
import type { CardFacts } from "./facts.ts";
import { joinPath } from "./join-path.ts";
import { modelIndex } from "./model-index.ts";
import { TASK_FIELDS } from "./task-fields.ts";

const REPO = /^[\w.-]+\/[\w.-]+$/;

/** The front matter of a model card; what people noted comes over what is generated. */
export function frontMatter(facts: CardFacts): Record<string, unknown> {
  const { input, parts } = facts;
  const [main] = parts;
  const { manifest, folder } = main.part;
  const paths = new Set(input.files.map(({ path }) => path));
  const has = (path: string) => paths.has(joinPath(folder, path));
  const transformers = folder === "" && has("config.json") && has("model.safetensors") && !manifest.generation;
  const index = modelIndex(facts) as { results: { metrics: { type: string }[] }[] }[];
  const metrics = index.flatMap(({ results }) => results.flatMap((result) => result.metrics.map(({ type }) => type)));
  const ids = (names: readonly string[]) => [...new Set(names.filter((name) => REPO.test(name)))];
  const provenances = parts.map(({ part }) => part.manifest.provenance);
  const datasets = ids(provenances.flatMap((provenance) => provenance?.datasets?.map(({ name }) => name) ?? []));
  const bases = ids(provenances.flatMap((provenance) => provenance?.parent?.name ?? []));
  const licences = [...new Set(parts.map(({ part }) => part.manifest.license))].join(" AND ");
  const paper = input.files.find(({ path }) => /^(?:LICEN[CS]E|NOTICE)(?:\.(?:txt|md))?$/i.test(path))?.path;
  const tags = [
    "tiny-cats",
    ...new Set(parts.map(({ part }) => part.manifest.architecture)),
    ...(input.files.some(({ path }) => path.endsWith(".onnx")) ? ["onnx"] : []),
    ...(transformers && has("onnx/model.onnx") ? ["transformers.js"] : []),
  ];
  return {
    ...licenceFields(licences, paper),
    library_name: transformers ? "transformers" : "tiny-cats",
    pipeline_tag: TASK_FIELDS[manifest.task].type,
    tags: [...new Set(tags)],
    ...(datasets.length > 0 && { datasets }),
    ...(bases.length > 0 && { base_model: bases.length === 1 ? bases[0] : bases }),
    ...(metrics.length > 0 && { metrics: [...new Set(metrics)] }),
    ...(index.length > 0 && { "model-index": index }),
    ...input.notes?.frontMatter,
  };
}
