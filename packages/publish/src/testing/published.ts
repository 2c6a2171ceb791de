import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { parsed } from "./model-folder.ts";

const REPORTS = fileURLToPath(new URL("../../../models/reports", import.meta.url));
const folderOf = (manifest: URL) => fileURLToPath(new URL(".", manifest));

/** A report that was measured of an embedded model. */
export const measuredReport = (path: string) => parsed(REPORTS, path);

/** The embedded models as they are published, with what was measured of them; a folder that is removed when the running test ends. */
export function publishedFolder({ classifier: first = true, generator: second = true } = {}): string {
  const root = temporaryFolder();
  const copy = (from: string, to: string) => cpSync(from, join(root, to), { recursive: true });
  for (const folder of ["evaluation", "benchmarks", "reports"]) mkdirSync(join(root, folder));
  if (first) {
    for (const file of ["config.json", "preprocessor_config.json", "model.safetensors", "onnx", "tiny-cats.json"])
      copy(join(folderOf(classifier.manifest), file), file);
    const alone = second ? "classification" : "evaluation";
    copy(join(REPORTS, "classifier/evaluation_report.json"), `evaluation/${alone}_report.json`);
    copy(join(REPORTS, "classifier/benchmark_report.json"), "benchmarks/classification_benchmark.json");
    copy(join(REPORTS, "classifier/quantization_report.json"), "reports/classifier.json");
  }
  if (second) {
    for (const file of ["config.json", "model.safetensors", "onnx", "tiny-cats.json"])
      copy(join(folderOf(generator.manifest), file), `generator/${file}`);
    copy(join(REPORTS, "generator/evaluation_report.json"), "evaluation/evaluation_report.json");
    copy(join(REPORTS, "generator/benchmark_report.json"), "benchmarks/benchmark_report.json");
    copy(join(REPORTS, "generator/quantization_report.json"), "reports/generator.json");
  }
  return root;
}
