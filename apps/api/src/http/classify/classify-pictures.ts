import type { Classification } from "@tiny-cats/core";
import { startTogether } from "../../lane/start-together.ts";
import type { Asked } from "../route.ts";
import type { ApiContext } from "../routes/context.ts";

/**
 * What came of each picture, in their order: an unreadable one does not spoil the others.
 *
 * @throws TinyCatsError "too-busy" at once
 */
export function classifyPictures(
  { engine, lanes }: Pick<ApiContext, "engine" | "lanes">,
  pictures: readonly Uint8Array[],
  { client, signal }: Pick<Asked<unknown>, "client" | "signal">,
): Promise<PromiseSettledResult<Classification>[]> {
  const { started } = startTogether(
    pictures,
    (picture, { signal }) =>
      lanes.classify.run(client, (signal, endsAt) => engine.classify(picture, { signal, endsAt }), { signal }),
    { signal },
  );
  return Promise.allSettled(started);
}
