import { montage } from "../../image/montage.ts";
import type { RgbImage } from "../../image/rgb-image.ts";
import type { DrawnFile } from "./draw-files.ts";

/** Small drawings are enlarged to about this side, in whole pixels, so that the sheet can be looked at. */
const SIDE = 192;

/** All drawings on one sheet, labelled: a row for each breed where there are several of each, else about square. */
export function drawingSheet(drawn: readonly Pick<DrawnFile, "image" | "settings">[]): RgbImage {
  const breeds = new Set(drawn.map(({ settings }) => settings.breed)).size;
  const each = drawn.length / breeds;
  const columns = breeds > 1 && each > 1 ? each : Math.ceil(Math.sqrt(drawn.length));
  const labels = drawn.map(({ settings: { breed, index } }) => (each > 1 ? `${breed} ${index}` : breed));
  const scale = Math.max(1, Math.floor(SIDE / drawn[0].image.width));
  return montage(
    drawn.map(({ image }) => image),
    { columns, scale, labels },
  );
}
