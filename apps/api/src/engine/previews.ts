import type { DrawStep } from "@tiny-cats/core";
import { encodePng } from "@tiny-cats/core/png";
import type { DrawingProgress } from "./engine.ts";

/** Tells of steps with a PNG each, in their order; undefined where nobody listens. */
export function previewsTo(
  onStep: ((progress: DrawingProgress) => void) | undefined,
  { signal }: { signal?: AbortSignal },
) {
  if (!onStep) return undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    show({ step, steps, preview }: Pick<DrawStep, "step" | "steps" | "preview">): void {
      const [image] = preview();
      last = last.then(async () => {
        if (!signal?.aborted) onStep({ step, steps, preview: await encodePng(image) });
      });
      // It is awaited at the end, which a drawing that fails does not come to.
      last.catch(() => undefined);
    },
    /** Once all are told. */
    shown: () => last,
  };
}
