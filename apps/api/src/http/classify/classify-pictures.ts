import type { Classification } from "@tiny-cats/core";
import type { Asked } from "../route.ts";
import type { ApiContext } from "../routes/context.ts";

/** What came of each picture, in their order: an unreadable one does not spoil the others. */
export function classifyPictures(
  { engine, lanes }: Pick<ApiContext, "engine" | "lanes">,
  pictures: readonly Uint8Array[],
  { client, signal }: Pick<Asked<unknown>, "client" | "signal">,
): Promise<PromiseSettledResult<Classification>[]> {
  const all = new AbortController();
  const ended = AbortSignal.any([signal, all.signal]);
  try {
    return Promise.allSettled(
      pictures.map((picture) =>
        lanes.classify.run(client, (signal, endsAt) => engine.classify(picture, { signal, endsAt }), { signal: ended }),
      ),
    );
  } catch (error) {
    // One that is refused at once takes its companions along.
    all.abort(error);
    throw error;
  }
}
