import { joinPath } from "../build/join-path.ts";
import { inRepo } from "./in-repo.ts";
import type { Snippet, SnippetSubject } from "./snippet.ts";

const isClassifier = ({ part }: SnippetSubject) => part.manifest.task === "image-classification";
const forTransformers = (subject: SnippetSubject) =>
  isClassifier(subject) &&
  subject.part.folder === "" &&
  subject.has("config.json") &&
  subject.has("preprocessor_config.json");

/** Snippets that classify a picture. */
export const CLASSIFY: readonly Snippet[] = [
  {
    id: "classify-in-folder",
    language: "js",
    about: "In this folder, with `@tiny-cats/core`, `onnxruntime-node` and `sharp` from npm:",
    template: `import { loadClassifier } from "@tiny-cats/core/node";

const model = await loadClassifier("{{path}}");
const { predictions } = await model.classify("cat.jpg");
console.log(predictions[0].label, predictions[0].probability);`,
    values: (subject) =>
      isClassifier(subject) && subject.repo === undefined ? { path: joinPath(".", subject.part.folder) } : undefined,
  },
  {
    id: "classify-from-hub",
    language: "js",
    about: "With `@tiny-cats/core`, `@tiny-cats/hub`, `onnxruntime-node` and `sharp` from npm:",
    template: `import { loadClassifier } from "@tiny-cats/core/node";
import { download } from "@tiny-cats/hub";

await download("{{repo}}", { dir: "{{name}}" });
const model = await loadClassifier("{{path}}");
const { predictions } = await model.classify("cat.jpg");
console.log(predictions[0].label, predictions[0].probability);`,
    values: (subject) => (isClassifier(subject) ? inRepo(subject) : undefined),
  },
  {
    id: "classify-transformers-js",
    language: "js",
    about: "With `@huggingface/transformers` from npm:",
    template: `import { pipeline } from "@huggingface/transformers";

const classify = await pipeline("image-classification", "{{repo}}", { dtype: "fp32" });
console.log(await classify("cat.jpg"));`,
    values: (subject) => (forTransformers(subject) && subject.has("onnx/model.onnx") ? inRepo(subject) : undefined),
  },
  {
    id: "classify-transformers",
    language: "python",
    about: "With `transformers`, `torch` and `pillow` from PyPI:",
    template: `from transformers import pipeline

classify = pipeline("image-classification", model="{{repo}}")
print(classify("cat.jpg"))`,
    values: (subject) => (forTransformers(subject) && subject.has("model.safetensors") ? inRepo(subject) : undefined),
  },
];
