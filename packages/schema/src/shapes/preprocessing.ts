import * as v from "valibot";
import { finite, positive, positiveCount } from "./scalars.ts";

const byte = v.pipe(
  v.number(),
  v.integer("must be a whole number"),
  v.minValue(0, "must be 0 to 255"),
  v.maxValue(255, "must be 0 to 255"),
);

const shape = v.strictObject({
  /** Red, green, blue of what shows through transparent pixels. */
  background: v.strictTuple([byte, byte, byte]),
  resize: v.strictObject({
    /** Pixels of the shorter side afterwards. */
    short_side: positiveCount,
    /** Pillow's name for the filter. */
    resample: v.picklist(["box", "bilinear", "hamming", "bicubic", "lanczos"]),
    /** The longer side is short_side * long / short, cut to a whole number. */
    long_side: v.literal("truncate"),
  }),
  crop: v.strictObject({
    width: positiveCount,
    height: positiveCount,
    /** What fills the crop where the picture is smaller than it, before rescaling. */
    pad: byte,
  }),
  rescale_factor: positive,
  mean: v.strictTuple([finite, finite, finite]),
  std: v.strictTuple([positive, positive, positive]),
});

/**
 * How a picture becomes a classifier's input, in this order: alpha composed over `background`, resized, cropped about the middle, times
 * `rescale_factor`, minus `mean`, over `std`. EXIF orientation is applied before, ICC profiles are ignored.
 */
export type Preprocessing = v.InferOutput<typeof shape>;

/**
 * How a picture becomes a classifier's input, in this order: alpha composed over `background`, resized, cropped about the middle, times
 * `rescale_factor`, minus `mean`, over `std`. EXIF orientation is applied before, ICC profiles are ignored.
 */
export const preprocessing: v.GenericSchema<Preprocessing> = shape;
