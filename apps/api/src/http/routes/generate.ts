import type { DrawingSettings } from "@tiny-cats/core/png";
import { generateAnswer, generateBody } from "../../shapes/generate.ts";
import { accepts } from "../accepts.ts";
import { readBody } from "../body/read-body.ts";
import { clientGone } from "../client-signal.ts";
import { drawPictures } from "../draw/draw-pictures.ts";
import { drawRequest } from "../draw/draw-request.ts";
import { drawingJson } from "../draw/drawing-json.ts";
import { eventStream } from "../draw/event-stream.ts";
import { etagOf, matches, notModified } from "../etag.ts";
import { parse, parseJson } from "../parse.ts";
import { toProblem } from "../problems/to-problem.ts";
import { type Asked, type Route, route } from "../route.ts";
import type { ApiContext } from "./context.ts";

const TYPES = ["image/png", "application/json", "text/event-stream"] as const;
const LARGEST_BODY = 1 << 16;

/** POST /v1/generate */
export function generateRoute(context: ApiContext): Route[] {
  const { models, settings, budget } = context;
  const { generator } = models;
  if (!generator) return [];
  const shape = generateBody(settings);
  return [
    route({
      method: "post",
      path: "/v1/generate",
      operation: "generate",
      summary: "Draw cats of a breed",
      description:
        "Equal settings and seed give equal bytes, whatever else is drawn. One picture is a PNG unless JSON is asked for, several are JSON. With `Accept: text/event-stream` each step is told with a preview, and the drawings come last.",
      bodies: { "application/json": shape },
      answers: {
        200: {
          description: "The drawings",
          content: { "image/png": "bytes", "application/json": generateAnswer, "text/event-stream": "text" },
          headers: ["etag", "x-seed"],
        },
        304: { description: "You have them already", headers: ["etag"] },
      },
      problems: [400, 406, 408, 413, 422, 429, 504],
      async handle(asked) {
        const { request } = asked;
        const { bytes, release } = await readBody(request, {
          maxBytes: LARGEST_BODY,
          budget,
          timeoutMs: settings.bodyTimeoutMs,
        });
        release();
        const drawings = drawRequest(parse(shape, parseJson(bytes)), generator);
        const offered = drawings.length === 1 ? TYPES : TYPES.slice(1);
        const type = accepts(request, offered);
        const etag = etagOf(type, drawings);
        if (type !== "text/event-stream" && matches(request, etag)) return notModified(etag);
        const headers = { etag, "x-seed": String(drawings[0].seed) };
        if (type === "text/event-stream") return drawingEvents(context, drawings, asked, headers);
        const pngs = await drawPictures(context, drawings, asked);
        if (type === "image/png") return pngAnswer(pngs[0], headers);
        return Response.json({ drawings: pngs.map((png, i) => drawingJson(png, drawings[i])) }, { headers });
      },
    }),
  ];
}

/** A drawing's bytes as an answer. */
export function pngAnswer(png: Uint8Array, headers: Record<string, string>): Response {
  return new Response(png as Uint8Array<ArrayBuffer>, { headers: { ...headers, "content-type": "image/png" } });
}

function drawingEvents(
  context: ApiContext,
  drawings: readonly DrawingSettings[],
  { client, requestId, signal }: Asked<unknown>,
  { "x-seed": seed }: Record<string, string>,
): Response {
  const gone = new AbortController();
  const early: unknown[] = [];
  let send = (event: unknown): void => void early.push(event);
  // Begun before the answer is, so that a refusal is an answer of its own.
  const drawn = drawPictures(context, drawings, {
    client,
    signal: AbortSignal.any([signal, gone.signal]),
    onStep: (picture, { step, steps, preview }) =>
      send({ picture, step, of: steps, preview: `data:image/png;base64,${Buffer.from(preview).toString("base64")}` }),
  });
  return eventStream(
    async (sendEvent) => {
      send = sendEvent;
      for (const event of early) send(event);
      try {
        const pngs = await drawn;
        send({ drawings: pngs.map((png, i) => drawingJson(png, drawings[i])) });
      } catch (error) {
        send(toProblem(error, requestId));
      }
    },
    { headers: { "x-seed": seed }, onCancel: () => gone.abort(clientGone()) },
  );
}
