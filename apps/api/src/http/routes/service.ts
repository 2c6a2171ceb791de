import * as v from "valibot";
import { type Route, route } from "../route.ts";

export interface ServiceContext {
  /** Whether requests are taken: models are there, and nothing is being shut down. */
  ready(): boolean;
  /** Prometheus' text; undefined where it is not to be had. */
  metrics: undefined | (() => Promise<{ text: string; type: string }>);
}

const state = v.object({ status: v.string() });

/** GET /healthz, /readyz and /metrics, for those who run the server. */
export function serviceRoutes({ ready, metrics }: ServiceContext): Route[] {
  return [
    route({
      method: "get",
      path: "/healthz",
      operation: "isAlive",
      summary: "Whether the process is up",
      answers: { 200: { description: "It is", content: { "application/json": state } } },
      handle: () => Response.json({ status: "up" }),
    }),
    route({
      method: "get",
      path: "/readyz",
      operation: "isReady",
      summary: "Whether requests are taken",
      answers: {
        200: { description: "They are", content: { "application/json": state } },
        503: { description: "Not yet, or not any more", content: { "application/json": state } },
      },
      handle: () => (ready() ? Response.json({ status: "ready" }) : Response.json({ status: "away" }, { status: 503 })),
    }),
    ...(metrics ? [metricsRoute(metrics)] : []),
  ];
}

function metricsRoute(metrics: NonNullable<ServiceContext["metrics"]>): Route {
  return route({
    method: "get",
    path: "/metrics",
    operation: "readMetrics",
    summary: "What Prometheus reads",
    answers: { 200: { description: "Metrics", content: { "text/plain": "text" } } },
    async handle() {
      const { text, type } = await metrics();
      return new Response(text, { headers: { "content-type": type } });
    },
  });
}
