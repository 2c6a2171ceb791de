import type { Classification } from "@tiny-cats/core";
import type { DrawingSettings } from "@tiny-cats/core/png";

/** How far a drawing is. */
export interface DrawingProgress {
  /** Of `steps`, from 1. */
  step: number;
  steps: number;
  /** A PNG of the picture as far as it is clean. */
  preview: Uint8Array;
}

interface EngineOptions {
  signal?: AbortSignal;
  /** When the asker gives up, by performance.now(), for an engine that can tell what it has begun. */
  endsAt?: number;
}

/** What answers: models in threads of this process, or workers elsewhere. */
export interface Engine {
  /**
   * Classifies one picture, the bytes of a file.
   *
   * @throws TinyCatsError of the picture ("not-a-picture", "corrupt-picture", "picture-too-large", …) or of the run; the signal's reason
   */
  classify(picture: Uint8Array, options: EngineOptions): Promise<Classification>;
  /**
   * Draws one picture, by itself: its bytes depend on nothing but the settings. The PNG carries them.
   *
   * @throws TinyCatsError of the run; the signal's reason
   */
  draw(
    settings: DrawingSettings,
    options: EngineOptions & { onStep?: (progress: DrawingProgress) => void },
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}
