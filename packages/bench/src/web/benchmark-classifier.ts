import { encodePng } from "@tiny-cats/core/png";
import { decodeImage, findModel, loadClassifier, type ModelSource } from "@tiny-cats/core/web";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { classifierSubject } from "../subject/classifier-subject.ts";
import { madeUpPicture } from "../subject/made-up-picture.ts";
import { measureInPage, type WebBenchmarkOptions } from "./measure-in-page.ts";
import { readGraph } from "./read-graph.ts";

export interface ClassifierBenchmarkOptions extends WebBenchmarkOptions {
  /** The picture that is classified, as a file; a made-up PNG of 500x375 unless told. */
  picture?: Blob;
}

/**
 * Benchmarks a classifier in a browser from a picture's file to its answer, with the stages alone beside it: decode, preprocess, run.
 * The model is fetched once before anything is timed; loading is then from the browser's store, where that keeps anything.
 *
 * Throws what benchmarkModel, loadClassifier and decodeImage throw.
 */
export async function benchmarkClassifier(
  source: ModelSource,
  options: ClassifierBenchmarkOptions,
): Promise<BenchmarkReport> {
  const { seed = 0, signal } = options;
  const { model } = await readGraph(source, { ...(signal && { signal }) });
  const file = options.picture ?? new Blob([await encodePng(madeUpPicture(seed))], { type: "image/png" });
  return measureInPage(
    ({ pool, device, threads }) =>
      classifierSubject({
        load: ({ signal }) => loadClassifier(source, { pool, device, threads, ...(signal && { signal }) }),
        file,
        picture: (blob) => decodeImage(blob),
        decode: (blob) => decodeImage(blob),
        async graph() {
          const session = await pool.load(await (await findModel(source)).read(), { device, threads });
          const { name, dims = [] } = session.inputs[0];
          const sides = dims.slice(1).map(Number);
          return {
            run: (data) => session.run({ [name]: { dtype: "float32", data, dims: [1, ...sides] } }),
            dispose: () => session.dispose(),
          };
        },
      }),
    options,
    {
      kind: "classifier",
      model,
      seed: options.picture ? null : seed,
      keys: { picture: { file: options.picture ? "given" : "made up", bytes: file.size } },
    },
  );
}
