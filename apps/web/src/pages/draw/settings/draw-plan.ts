import type { DrawingSettings } from "@tiny-cats/core";

/** What is to be drawn: the settings of the first picture, and how many; their seeds follow one another. */
export interface DrawPlan extends Omit<DrawingSettings, "modelSha256"> {
  /** 1 to MAX_COUNT. */
  count: number;
}

/** Pictures of one go. */
export const MAX_COUNT = 12;
