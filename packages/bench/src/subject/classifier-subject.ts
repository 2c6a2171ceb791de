import { type Classifier, preprocess, type RgbImage } from "@tiny-cats/core";
import type { Part, Subject } from "./subject.ts";

/** A classifier's graph alone. */
interface PixelRunner {
  /** Runs the graph on f32 [1, 3, height, width], which it may use up. */
  run(pixels: Float32Array): Promise<unknown>;
  dispose(): Promise<void>;
}

/** What a classifier's pipeline is made of. */
export interface ClassifierPipeline<F, P> {
  load(options: { signal?: AbortSignal }): Promise<Classifier<P>>;
  /** The picture's file. */
  file: F;
  /** What the classifier takes for it; where that is its pixels, decoding is timed with the rest. */
  picture(file: F): P | Promise<P>;
  decode(file: F): Promise<RgbImage>;
  graph(): Promise<PixelRunner>;
}

/** A classifier from a picture's file to its answer: decoding, preprocessing, the graph's run. A batch is a stream of one picture. */
export function classifierSubject<F, P>({ load, file, picture, decode, graph }: ClassifierPipeline<F, P>): Subject {
  return {
    async load(options) {
      const classifier = await load(options);
      let runner: PixelRunner | undefined;
      async function* stream(length: number) {
        for (let i = 0; i < length; i++) yield await picture(file);
      }
      return {
        runtime: classifier.runtime,
        make: (batch) => batch,
        async call(input) {
          const batch = input as number;
          if (batch === 1) await classifier.classify(await picture(file));
          else for await (const _ of classifier.classifyAll(stream(batch), { batchSize: batch }));
        },
        async parts() {
          const spec = classifier.manifest.preprocessing;
          const image = await decode(file);
          const pixels = preprocess(image, spec);
          runner = await graph();
          const { run } = runner;
          const parts: Record<string, Part> = {
            decode: { call: () => decode(file) },
            preprocess: { call: () => preprocess(image, spec) },
            run: { prepare: () => pixels.slice(), call: (data) => run(data as Float32Array) },
          };
          return parts;
        },
        async dispose() {
          await runner?.dispose();
          await classifier.dispose();
        },
      };
    },
  };
}
