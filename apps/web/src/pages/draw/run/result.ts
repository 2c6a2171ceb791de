import type { DrawingSettings, RgbImage } from "@tiny-cats/core";

/** A drawing that is there: its pixels, the PNG that carries its settings, and when it came. */
export interface Result {
  /** Of its own. */
  id: string;
  image: RgbImage;
  png: Uint8Array<ArrayBuffer>;
  settings: DrawingSettings;
  /** Milliseconds since 1970. */
  at: number;
}
