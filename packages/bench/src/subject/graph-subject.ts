import type { DeclaredInput, Shapes } from "../inputs/input-spec.ts";
import { type Feed, makeFeeds } from "../inputs/make-feeds.ts";
import { resolveInputs } from "../inputs/resolve-inputs.ts";
import type { Subject } from "./subject.ts";

/** A loaded graph. */
export interface GraphSession<F> {
  runtime: string;
  inputs: readonly DeclaredInput[];
  /** What `run` takes for made-up inputs. It is called before every run where a run uses its feeds up, else once a batch. */
  feed(feeds: Record<string, Feed>): F;
  usesUp: boolean;
  run(feeds: F): unknown;
  dispose(): Promise<void>;
}

/** What of a graph's inputs its file does not tell. */
export interface GraphSubjectOptions {
  shapes?: Shapes;
  seed: number;
}

/** A graph with inputs made from its declared shapes and types. */
export function graphSubject<F>(
  open: (options: { signal?: AbortSignal }) => Promise<GraphSession<F>>,
  { shapes, seed }: GraphSubjectOptions,
): Subject {
  return {
    async load(options) {
      const session = await open(options);
      try {
        const inputs = resolveInputs(session.inputs, shapes);
        let kept: { batch: number; made: Record<string, Feed>; feeds: F | undefined } | undefined;
        return {
          runtime: session.runtime,
          ...(inputs.fixedBatch !== undefined && { fixedBatch: inputs.fixedBatch }),
          describe: (batch) => inputs.at(batch),
          make(batch) {
            if (kept?.batch !== batch) kept = { batch, made: makeFeeds(inputs.at(batch), seed), feeds: undefined };
            if (session.usesUp) return session.feed(kept.made);
            kept.feeds ??= session.feed(kept.made);
            return kept.feeds;
          },
          call: (feeds) => session.run(feeds as F),
          dispose: () => session.dispose(),
        };
      } catch (error) {
        await session.dispose();
        throw error;
      }
    },
  };
}
