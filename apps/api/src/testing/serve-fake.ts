import { classifier, generator } from "@tiny-cats/models";
import { onTestFinished } from "vitest";
import type { ApiKey } from "../auth/api-key.ts";
import { createMetrics } from "../metrics/create-metrics.ts";
import { findModels } from "../models/find-models.ts";
import { type Serving, serveEngine } from "../serve-engine.ts";
import { type ApiSettings, settingsOf } from "../settings.ts";
import { type FakeEngine, fakeEngine } from "./fake-engine.ts";

export interface FakeServing extends Serving {
  engine: FakeEngine;
  /** What was logged. */
  lines: Record<string, unknown>[];
  /** Jobs of a lane that wait or run, by the server's own metrics. */
  jobs(lane: "classify" | "draw"): Promise<{ waiting: number; running: number }>;
}

export interface FakeServeOptions extends Partial<ApiSettings> {
  /** null for none. */
  engine?: FakeEngine | null;
  keys?: readonly ApiKey[];
  concurrency?: { classify: number; draw: number };
}

/** A server of the embedded models' manifests, answered for by a fake engine; closed when the running test ends. */
export async function serveFake(options: FakeServeOptions = {}): Promise<FakeServing> {
  const { engine = fakeEngine(), keys, concurrency = { classify: 2, draw: 1 }, ...settings } = options;
  const models = await findModels({ classifier: { source: classifier }, generator: { source: generator } });
  const metrics = createMetrics({ models });
  const lines: Record<string, unknown>[] = [];
  const serving = await serveEngine({
    engine: engine ?? undefined,
    models,
    settings: settingsOf(settings),
    concurrency,
    metrics,
    log: (line) => lines.push(line),
    host: "127.0.0.1",
    port: 0,
    keys,
  });
  onTestFinished(() => serving.close({ graceMs: 0 }));
  return {
    ...serving,
    engine: engine ?? fakeEngine(),
    lines,
    async jobs(lane) {
      const { text } = await metrics.read();
      const of = (state: string) =>
        Number(new RegExp(`tiny_cats_lane_jobs\\{lane="${lane}",state="${state}"\\} (\\d+)`).exec(text)?.[1]);
      return { waiting: of("waiting"), running: of("running") };
    },
  };
}
