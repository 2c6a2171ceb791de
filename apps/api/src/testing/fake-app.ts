import { encodePng } from "@tiny-cats/core/png";
import { classifier, generator } from "@tiny-cats/models";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Engine } from "../engine/engine.ts";
import { type Answered, createApp } from "../http/app.ts";
import { createBodyBudget } from "../http/body/body-budget.ts";
import { apiRoutes } from "../http/routes/api-routes.ts";
import { createLane } from "../lane/lane.ts";
import { createMetrics } from "../metrics/create-metrics.ts";
import { findModels } from "../models/find-models.ts";
import { type ApiSettings, settingsOf } from "../settings.ts";

/** A picture of one pixel. */
export const pixel = await encodePng({ width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3]) });

/** Answers at once: pictures are bytes of PNG, drawings one pixel. */
export const fakeEngine: Engine = {
  async classify(picture, { signal }) {
    signal?.throwIfAborted();
    if (picture[0] !== 0x89) throw new TinyCatsError("not-a-picture", "this is no picture", { remedy: "give one" });
    const predictions = ["Siamese", "Other", "Bengal"].map((label, id) => ({
      id,
      label,
      probability: [0.5, 0.3, 0.2][id],
    }));
    return { predictions, catProbability: 0.7, logits: Float32Array.of(2, 1, 0) };
  },
  async draw(settings, { onStep }) {
    for (let step = 1; step <= settings.steps; step++) onStep?.({ step, steps: settings.steps, preview: pixel });
    return pixel;
  },
  async close() {},
};

/** The application over an engine, with what it said of its answers. */
export async function fakeApp(
  given: Partial<ApiSettings> & { engine?: Partial<Engine>; which?: "classifier" | "generator"; ready?: boolean } = {},
) {
  const { engine, which, ready = true, ...rest } = given;
  const settings = settingsOf(rest);
  const both = { classifier: { source: classifier, repo: "me/cats" }, generator: { source: generator } };
  const models = await findModels(which ? { [which]: both[which] } : both);
  const { queueLimit: limit } = settings;
  const lanes = {
    classify: createLane({ concurrency: 4, limit, deadlineMs: settings.classifyDeadlineMs }),
    draw: createLane({ concurrency: 1, limit, deadlineMs: settings.drawDeadlineMs }),
  };
  const metrics = createMetrics({ models });
  metrics.watch(lanes);
  const answered: Answered[] = [];
  const context = {
    models,
    engine: { ...fakeEngine, ...engine },
    settings,
    lanes,
    budget: createBodyBudget(settings.maxBodiesBytes),
  };
  const app = createApp({
    routes: apiRoutes(context, { ready: () => ready, metrics: metrics.read }),
    origins: settings.origins,
    identify: (_, address) => ({ client: address }),
    addressOf: () => "here",
    onAnswer(answer) {
      answered.push(answer);
      metrics.onAnswer(answer);
    },
  });
  return {
    answered,
    lanes,
    models,
    ask: async (path: string, init?: RequestInit) => app.request(`http://here${path}`, init),
    /** POSTs a value as JSON. */
    send: async (path: string, value: unknown, headers: Record<string, string> = {}) =>
      app.request(`http://here${path}`, {
        method: "POST",
        body: JSON.stringify(value),
        headers: { "content-type": "application/json", ...headers },
      }),
  };
}
