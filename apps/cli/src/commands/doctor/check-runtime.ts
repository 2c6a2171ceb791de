import { loadClassifier, loadGenerator, type Runtime } from "@tiny-cats/core/node";
import { classifier, generator } from "@tiny-cats/models";
import { packageVersion } from "./package-version.ts";
import { type Check, checkClassifier, checkGenerator } from "./self-check.ts";

/** What a runtime came to on this machine. */
export interface RuntimeReport {
  name: Runtime;
  /** Null where it is not installed. */
  version: string | null;
  /** As the model reports it, such as "onnxruntime-node 1.30.0 (cpu)"; null where no session loads. */
  session: string | null;
  classifier: Check | null;
  generator: Check | null;
  error: string | null;
}

/** Loads the embedded models in one runtime and holds their answers against known ones. */
export async function checkRuntime(name: Runtime, { signal }: { signal: AbortSignal }): Promise<RuntimeReport> {
  const version = packageVersion(name) ?? null;
  const report: RuntimeReport = { name, version, session: null, classifier: null, generator: null, error: null };
  if (version === null) return { ...report, error: "not installed" };
  try {
    const loaded = await loadClassifier(classifier, { runtimes: [name], signal });
    report.session = loaded.runtime;
    report.classifier = await checkClassifier(loaded, { signal });
    await loaded.dispose();
    const drawing = await loadGenerator(generator, { runtimes: [name], signal });
    report.generator = await checkGenerator(drawing, { signal });
    await drawing.dispose();
    return report;
  } catch (error) {
    signal.throwIfAborted();
    return { ...report, error: (error as Error).message };
  }
}

/** Whether a runtime both loads and answers as it should. */
export function works({ classifier: classified, generator: drew }: RuntimeReport): boolean {
  return classified?.ok === true && drew?.ok === true;
}
