import type { DrawingSettings } from "@tiny-cats/core/png";
import type { DrawingProgress } from "../../engine/engine.ts";
import { startTogether } from "../../lane/start-together.ts";
import type { Asked } from "../route.ts";
import type { ApiContext } from "../routes/context.ts";

/**
 * Draws pictures, each by itself. The first that fails ends the others.
 *
 * @throws TinyCatsError "too-busy" at once, before anything is drawn
 */
export function drawPictures(
  { engine, lanes }: Pick<ApiContext, "engine" | "lanes">,
  drawings: readonly DrawingSettings[],
  {
    client,
    signal,
    onStep,
  }: Pick<Asked<unknown>, "client" | "signal"> & { onStep?: (place: number, progress: DrawingProgress) => void },
): Promise<Uint8Array[]> {
  const { started, cancel } = startTogether(
    drawings,
    (settings, { signal, place }) => {
      const draw = (signal: AbortSignal, endsAt: number) =>
        engine.draw(settings, { signal, endsAt, onStep: onStep && ((progress) => onStep(place, progress)) });
      return lanes.draw.run(client, draw, { signal });
    },
    { signal },
  );
  return Promise.all(started).catch((error) => {
    cancel(error);
    throw error;
  });
}
