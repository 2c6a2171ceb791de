import type { DrawingSettings } from "@tiny-cats/core/png";
import type { DrawingProgress } from "../../engine/engine.ts";
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
  const all = new AbortController();
  const ended = AbortSignal.any([signal, all.signal]);
  const started: Promise<Uint8Array>[] = [];
  try {
    for (const [place, settings] of drawings.entries()) {
      const draw = (signal: AbortSignal, endsAt: number) =>
        engine.draw(settings, { signal, endsAt, onStep: onStep && ((progress) => onStep(place, progress)) });
      started.push(lanes.draw.run(client, draw, { signal: ended }));
    }
  } catch (error) {
    for (const drawing of started) drawing.catch(() => undefined);
    all.abort(error);
    throw error;
  }
  return Promise.all(started).catch((error) => {
    all.abort(error);
    throw error;
  });
}
