import {
  createWorkerPool,
  decodeImage,
  findModel,
  loadClassifier,
  loadGenerator,
  readGraph,
} from "@tiny-cats/core/node";
import { classifierSubject } from "../subject/classifier-subject.ts";
import { generatorSubject } from "../subject/generator-subject.ts";
import { graphSubject } from "../subject/graph-subject.ts";
import type { Subject } from "../subject/subject.ts";
import { importRuntime } from "./import-runtime.ts";
import type { Job } from "./job.ts";
import { openGraph } from "./open-graph.ts";

/** What a job is about, ready to be loaded: for a graph its runtime is imported already, for a pipeline that is part of loading it. */
export async function openSubject(job: Job): Promise<Subject> {
  const { threads, path } = job;
  if (job.kind === "graph") {
    const ort = await importRuntime(job.runtime);
    return graphSubject(() => openGraph(ort, job), { shapes: job.shapes, seed: job.seed });
  }
  const pool = createWorkerPool({ workers: 1 });
  if (job.kind === "generator") {
    const { seed, steps } = job;
    return generatorSubject(() => loadGenerator(path, { pool, threads }), {
      seed,
      ...(steps !== undefined && { steps }),
    });
  }
  return classifierSubject({
    load: () => loadClassifier(path, { pool, threads }),
    file: job.picture,
    picture: (file) => file,
    decode: (file) => decodeImage(file),
    async graph() {
      const session = await pool.load(await readGraph(await findModel(path, { task: "image-classification" })), {
        threads,
      });
      const { name, dims = [] } = session.inputs[0];
      const sides = dims.slice(1).map(Number);
      return {
        run: (data) => session.run({ [name]: { dtype: "float32", data, dims: [1, ...sides] } }),
        dispose: () => session.dispose(),
      };
    },
  });
}
