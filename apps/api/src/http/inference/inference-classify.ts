import type { Classification } from "@tiny-cats/core";
import { inferenceClassifyBody } from "../../shapes/classify.ts";
import { contentType } from "../body/content-type.ts";
import { readPictures } from "../body/read-pictures.ts";
import { classifyPictures } from "../classify/classify-pictures.ts";
import { parse, parseJson } from "../parse.ts";
import type { Asked } from "../route.ts";
import type { ApiContext } from "../routes/context.ts";

type Scoring = "softmax" | "sigmoid" | "none";

/** What the Hub's own servers answer with unless told. */
const TOP_K = 5;

/** The classes of a picture as the Hugging Face clients want them. */
export async function inferenceClassify(
  context: ApiContext,
  body: Uint8Array<ArrayBuffer>,
  asked: Asked<{ top_k?: number }>,
): Promise<Response> {
  const { picture, topK = asked.query.top_k ?? TOP_K, scoring } = await read(asked.request, body);
  const [outcome] = await classifyPictures(context, [picture], asked);
  if (outcome.status === "rejected") throw outcome.reason;
  return Response.json(scores(outcome.value, scoring).slice(0, topK));
}

async function read(request: Request, body: Uint8Array<ArrayBuffer>) {
  // The Python client sends JSON once a parameter is set, and says so.
  if (contentType(request) === "application/json") {
    const { inputs, parameters } = parse(inferenceClassifyBody, parseJson(body));
    return {
      picture: inputs,
      topK: parameters?.top_k ?? undefined,
      scoring: parameters?.function_to_apply ?? "softmax",
    };
  }
  const { pictures } = await readPictures(request, body, { maxPictures: 1 });
  return { picture: pictures[0], scoring: "softmax" as Scoring };
}

function scores({ predictions, logits }: Classification, scoring: Scoring): { label: string; score: number }[] {
  const score = {
    softmax: ({ probability }: { probability: number }) => probability,
    sigmoid: ({ id }: { id: number }) => 1 / (1 + Math.exp(-logits[id])),
    none: ({ id }: { id: number }) => logits[id],
  }[scoring];
  return predictions.map((prediction) => ({ label: prediction.label, score: score(prediction as never) }));
}
