import type { TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { castFloat } from "../cast-float.ts";
import { loadTensors } from "../load-tensors.ts";
import type { TinyDitConfig } from "../tinydit/config.ts";
import { resizePositions } from "../tinydit/resize-positions.ts";
import { sizedConfig } from "../tinydit/sized-config.ts";
import { tinyDit } from "../tinydit/tinydit.ts";
import type { OpenModel } from "./open-model.ts";

/**
 * A TinyDiT for pictures of another size, see `resizeTinyDit`; its positions keep their element type.
 *
 * Throws `fixed-image-size` for another architecture, `invalid-model-config` for a size without whole patches.
 */
export async function resizeModel(
  model: OpenModel,
  imageSize: number,
  options: { readonly signal?: AbortSignal },
): Promise<OpenModel> {
  if (model.architecture.name !== tinyDit.name) throw fixedImageSize(model.architecture.title);
  const from = model.config as TinyDitConfig;
  if (imageSize === from.image_size) return model;
  const to = sizedConfig(from, imageSize);
  const learned = model.tensors.get("pos_embed");
  if (!learned) return { ...model, config: to };
  const loaded = await loadTensors(new Map([["pos_embed", learned]]), { dtype: "float64", ...options });
  const { shape, bytes } = resizePositions(loaded.get("pos_embed")!, { from, to });
  const exact: TensorSource = {
    dtype: "f64",
    shape,
    async *chunks() {
      yield bytes;
    },
  };
  return {
    ...model,
    config: to,
    tensors: new Map([...model.tensors, ["pos_embed", castFloat("pos_embed", exact, learned.dtype)]]),
    notes: [...model.notes, `Positions of pictures of ${from.image_size} were interpolated for those of ${imageSize}.`],
  };
}

function fixedImageSize(title: string): TinyCatsError {
  return new TinyCatsError("fixed-image-size", `${title} has no positions to interpolate for another size of picture`, {
    value: title,
    remedy: "leave the image size out; what a network of convolutions is run at is in its config.json",
  });
}
