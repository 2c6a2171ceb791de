import { PILLOW_FILTERS, plainPreprocessing } from "@tiny-cats/architectures";
import type { ClassificationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";

type Preprocessing = ClassificationManifest["preprocessing"];

/**
 * What a preprocessor_config.json of transformers asks for, in the manifest's words.
 *
 * @throws TinyCatsError "preprocessing-unsupported" for what has no words there
 */
export function preprocessingOf(told: unknown, side: number): Preprocessing {
  if (told === undefined) return plainPreprocessing(side);
  const config = (typeof told === "object" && told !== null ? told : {}) as Record<string, unknown>;
  const { size, crop_size, crop_pct, resample = 2, image_mean, image_std, rescale_factor = 1 / 255 } = config;
  const edge = numberIn(size, "shortest_edge");
  const crop = edgeOf(crop_size) ?? (config.crop_size === undefined && typeof crop_pct === "number" ? edge : undefined);
  const short =
    typeof crop_pct === "number" && edgeOf(crop_size) === undefined && edge ? Math.trunc(edge / crop_pct) : edge;
  const filter = PILLOW_FILTERS[resample as number];
  const why =
    config.do_resize === false || config.do_center_crop === false || config.do_rescale === false
      ? "one of its steps is turned off"
      : short === undefined || crop !== side
        ? `it does not crop pictures of ${side} pixels out of one with a given short side`
        : filter === undefined
          ? "its resampling filter is not known"
          : typeof rescale_factor !== "number" || !(rescale_factor > 0)
            ? "its rescale_factor is no number above 0"
            : undefined;
  if (why !== undefined) throw unsupported(why, told);
  const plain = config.do_normalize === false;
  return {
    ...plainPreprocessing(side),
    resize: { short_side: short!, resample: filter, long_side: "truncate" },
    rescale_factor: rescale_factor as number,
    mean: plain ? [0, 0, 0] : three(image_mean, told),
    std: plain ? [1, 1, 1] : three(image_std, told),
  };
}

function numberIn(value: unknown, key: string): number | undefined {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "number" && found > 0 ? found : undefined;
}

function edgeOf(size: unknown): number | undefined {
  if (typeof size === "number") return size;
  const height = numberIn(size, "height");
  return height === numberIn(size, "width") ? height : undefined;
}

function three(value: unknown, told: unknown): [number, number, number] {
  if (Array.isArray(value) && value.length === 3 && value.every((part) => Number.isFinite(part)))
    return value as [number, number, number];
  throw unsupported("its mean or standard deviation are not three numbers", told);
}

function unsupported(why: string, value: unknown): TinyCatsError {
  return new TinyCatsError(
    "preprocessing-unsupported",
    `preprocessor_config.json asks for what no manifest can say: ${why}`,
    {
      value,
      remedy:
        "give one that resizes the short side, crops the middle, rescales and normalises; or remove it, if the model was trained on ImageNet's usual input",
    },
  );
}
