import { sha256 } from "@tiny-cats/files";
import { classifierEvaluation } from "./inputs.ts";
import { classifierManifest } from "./manifests.ts";

type AnyManifest = { files: readonly { path: string }[] };

/** What people must write. */
export const NOTES = "---\nlanguage: en\n---\n## Limits\n\nDogs.\n\n## Bias\n\nFew.\n\n## Intended use\n\nCats.\n";

/** Files of a model, and its manifest with their true sizes and hashes. */
export function modelFiles(
  manifest: AnyManifest,
  folder = "",
  contents: Record<string, string> = {},
): Record<string, string> {
  const files = manifest.files.map((file) => {
    const text = contents[file.path] ?? `content of ${folder}${file.path}`;
    return { ...file, text, bytes: Buffer.byteLength(text), sha256: sha256(Buffer.from(text)) };
  });
  const listed = files.map(({ text: _, ...file }) => file);
  return {
    [`${folder}tiny-cats.json`]: JSON.stringify({ ...manifest, files: listed }),
    ...Object.fromEntries(files.map(({ path, text }) => [folder + path, text])),
  };
}

/** A classifier's files. */
export const classifier: Record<string, string> = modelFiles(classifierManifest, "", {
  "config.json": '{"model_type":"mobilenet_v2"}',
});

/** The hash of its graph. */
export const graph: string = sha256(Buffer.from(classifier["onnx/model.onnx"]));

/** An evaluation of the model with a hash. */
export const evaluation = (hash: string): string => {
  const report = classifierEvaluation("a");
  return JSON.stringify({
    ...report,
    measured: { ...report.measured, model: { file: "onnx/model.onnx", sha256: hash } },
  });
};
