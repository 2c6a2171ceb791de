import { TinyCatsError } from "@tiny-cats/schema/errors";
import { inferenceGenerateBody } from "../../shapes/generate.ts";
import { breedInPrompt } from "../draw/breed-in-prompt.ts";
import { drawPictures } from "../draw/draw-pictures.ts";
import { drawRequest } from "../draw/draw-request.ts";
import { etagOf, matches, notModified } from "../etag.ts";
import { parse, parseJson } from "../parse.ts";
import type { Asked } from "../route.ts";
import type { ApiContext } from "../routes/context.ts";
import { pngAnswer } from "../routes/generate.ts";

/** A picture of the breed that a prompt names. */
export async function inferenceDraw(context: ApiContext, body: Uint8Array, asked: Asked<unknown>): Promise<Response> {
  const generator = context.models.generator!;
  const { labels, generation } = generator.found.manifest;
  const { inputs, parameters } = parse(inferenceGenerateBody(context.settings), parseJson(body));
  const side = generation.image_size;
  for (const asked of [parameters?.width, parameters?.height]) {
    if (asked !== undefined && asked !== null && asked !== side) throw otherSize(asked, side);
  }
  if (parameters?.negative_prompt?.trim()) throw noNegativePrompt(parameters.negative_prompt);
  const request = {
    breed: breedInPrompt(
      inputs,
      generation.drawable.map((id) => labels[id]),
    ),
    count: 1,
    seed: parameters?.seed ?? undefined,
    steps: parameters?.num_inference_steps ?? undefined,
    guidance: parameters?.guidance_scale ?? undefined,
    solver: parameters?.scheduler ?? undefined,
  };
  const drawings = drawRequest(request, generator);
  const etag = etagOf("image/png", drawings);
  if (matches(asked.request, etag)) return notModified(etag);
  const [png] = await drawPictures(context, drawings, asked);
  return pngAnswer(png, { etag, "x-seed": String(drawings[0].seed) });
}

function noNegativePrompt(text: string): TinyCatsError {
  return new TinyCatsError("unsupported-parameter", "this model draws breeds and heeds no negative prompt", {
    value: text.slice(0, 200),
    remedy: "leave out negative_prompt",
  });
}

function otherSize(asked: number, side: number): TinyCatsError {
  return new TinyCatsError("unsupported-parameter", `this model draws ${side} by ${side} pixels, not ${asked}`, {
    value: asked,
    remedy: `leave out width and height, or give ${side}`,
  });
}
