import { TinyCatsError } from "@tiny-cats/schema/errors";
import * as v from "valibot";
import type { ServedModel, ServedModels } from "../../models/served-model.ts";
import { classifyQuery, inferenceClassifyAnswer, inferenceClassifyBody } from "../../shapes/classify.ts";
import { inferenceGenerateBody } from "../../shapes/generate.ts";
import { readBody } from "../body/read-body.ts";
import { inferenceClassify } from "../inference/inference-classify.ts";
import { inferenceDraw } from "../inference/inference-draw.ts";
import { type Route, route } from "../route.ts";
import type { ApiContext } from "./context.ts";

const LARGEST_PROMPT = 1 << 16;

/** POST /models/{id}: as the Hugging Face inference clients speak, for a model's id or its repository. */
export function inferenceRoute(context: ApiContext): Route[] {
  const { models, settings, budget } = context;
  return [
    route({
      method: "post",
      path: "/models/{id}",
      operation: "infer",
      summary: "The Hugging Face inference protocol",
      description:
        "The address is what `endpoint()` of the JavaScript client and `InferenceClient(model=…)` of the Python client take. A classifier takes a picture's bytes or JSON of base64, a generator a prompt that names a breed.",
      query: classifyQuery,
      bodies: {
        "application/octet-stream": "bytes",
        "image/*": "bytes",
        "application/json": inferenceBody(models, settings),
      },
      answers: {
        200: {
          description: "Classes with scores, or a picture",
          content: { "application/json": inferenceClassifyAnswer, "image/png": "bytes" },
          headers: ["etag", "x-seed"],
        },
        304: { description: "You have it already", headers: ["etag"] },
      },
      problems: [400, 404, 408, 413, 415, 422, 429, 504],
      async handle(asked) {
        const model = find(models, asked.params.id);
        if (model.id === "classifier") context.lanes.classify.check(asked.client);
        const { bytes, release } = await readBody(asked.request, {
          maxBytes: model.id === "classifier" ? settings.maxBodyBytes : LARGEST_PROMPT,
          budget,
          timeoutMs: settings.bodyTimeoutMs,
        });
        try {
          return model.id === "classifier"
            ? await inferenceClassify(context, bytes, asked)
            : await inferenceDraw(context, bytes, asked);
        } finally {
          release();
        }
      },
    }),
  ];
}

function inferenceBody({ classifier, generator }: ServedModels, settings: ApiContext["settings"]) {
  const draw = inferenceGenerateBody(settings);
  if (classifier && generator) return v.union([inferenceClassifyBody, draw]);
  return classifier ? inferenceClassifyBody : draw;
}

function find({ classifier, generator }: ServedModels, id: string): ServedModel {
  const all = [classifier, generator].filter((model) => model !== undefined) as ServedModel[];
  const found = all.find((model) => model.id === id) ?? all.find((model) => model.repo === id);
  if (found) return found;
  throw new TinyCatsError("no-such-model", `there is no model ${id.slice(0, 100)} here`, {
    value: id.slice(0, 100),
    remedy: `use one of ${all.map((model) => model.id).join(", ")}`,
  });
}
