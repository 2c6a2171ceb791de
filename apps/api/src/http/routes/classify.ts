import type { Classification } from "@tiny-cats/core";
import { classifyAnswer, classifyBody, classifyQuery } from "../../shapes/classify.ts";
import { readBody } from "../body/read-body.ts";
import { readPictures } from "../body/read-pictures.ts";
import { classifyPictures } from "../classify/classify-pictures.ts";
import { statusOf } from "../problems/status-of.ts";
import { toProblem } from "../problems/to-problem.ts";
import { type Route, route } from "../route.ts";
import type { ApiContext } from "./context.ts";

/** POST /v1/classify */
export function classifyRoute(context: ApiContext): Route[] {
  const { models, settings, budget } = context;
  if (!models.classifier) return [];
  const { manifest, graph } = models.classifier.found;
  return [
    route({
      method: "post",
      path: "/v1/classify",
      operation: "classify",
      summary: "Which breed do pictures show?",
      description:
        "One picture as the body's bytes (JPEG, PNG, WebP, AVIF, GIF, TIFF), several as files of a form or as JSON. Of several, each has its own result or problem.",
      query: classifyQuery,
      bodies: {
        "application/octet-stream": "bytes",
        "image/*": "bytes",
        "multipart/form-data": "bytes",
        "application/json": classifyBody(settings.maxPictures),
      },
      answers: { 200: { description: "What each picture shows", content: { "application/json": classifyAnswer } } },
      problems: [400, 408, 413, 415, 422, 429, 504],
      async handle(asked) {
        const { request, query, requestId } = asked;
        // A picture that nobody would look at is not read either.
        context.lanes.classify.check(asked.client);
        const { bytes, release } = await readBody(request, {
          maxBytes: settings.maxBodyBytes,
          budget,
          timeoutMs: settings.bodyTimeoutMs,
        });
        try {
          const { pictures, topK = query.top_k } = await readPictures(request, bytes, settings);
          const found = await classifyPictures(context, pictures, asked);
          const failed = found.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
          const grave =
            failed.find(({ reason }) => statusOf(reason) >= 429) ?? (found.length === 1 ? failed[0] : undefined);
          if (grave) throw grave.reason;
          const results = found.map((outcome) =>
            outcome.status === "fulfilled"
              ? said(outcome.value, topK)
              : { problem: toProblem(outcome.reason, requestId) },
          );
          return Response.json({ model: { name: manifest.name, sha256: graph.sha256 }, results });
        } finally {
          release();
        }
      },
    }),
  ];
}

function said({ predictions, catProbability }: Classification, topK: number | undefined) {
  return { predictions: predictions.slice(0, topK), cat_probability: catProbability ?? null };
}
