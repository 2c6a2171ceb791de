import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Lane } from "../lane/lane.ts";
import type { ServedModels } from "../models/served-model.ts";

const SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];

/** What Prometheus reads of one server: requests, lanes, batches and models, and the process with its event loop's lag. */
export function createMetrics({ models }: { models: ServedModels }) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: "tiny_cats_request_duration_seconds",
    help: "From a request's arrival to its answer's head",
    labelNames: ["method", "path", "status"],
    buckets: SECONDS,
    registers,
  });
  const refused = new Counter({
    name: "tiny_cats_refused_total",
    help: "Requests answered with a problem, by its code",
    labelNames: ["path", "code"],
    registers,
  });
  const batches = new Histogram({
    name: "tiny_cats_batch_size",
    help: "Pictures in a run of the classifier",
    buckets: [1, 2, 4, 8, 16, 32],
    registers,
  });
  const crashes = new Counter({
    name: "tiny_cats_thread_crashes_total",
    help: "Threads that ended under their work and were started anew",
    registers,
  });
  const info = new Gauge({
    name: "tiny_cats_model_info",
    help: "The models that answer",
    labelNames: ["id", "name", "sha256"],
    registers,
  });
  for (const model of [models.classifier, models.generator]) {
    if (model) info.set({ id: model.id, name: model.found.manifest.name, sha256: model.found.graph.sha256 }, 1);
  }

  return {
    onBatch: (pictures: number) => batches.observe(pictures),
    onCrash: () => crashes.inc(),
    onAnswer(answered: {
      method?: string;
      path: string | undefined;
      status: number;
      problem?: string;
      milliseconds: number;
    }) {
      const path = answered.path ?? "none";
      requests.observe(
        { method: answered.method ?? "none", path, status: answered.status },
        answered.milliseconds / 1000,
      );
      if (answered.problem !== undefined) refused.inc({ path, code: answered.problem });
    },
    /** Has a lane's depth read whenever Prometheus asks. */
    watch(lanes: Readonly<Record<string, Lane>>) {
      new Gauge({
        name: "tiny_cats_lane_jobs",
        help: "Jobs that wait or run",
        labelNames: ["lane", "state"],
        registers,
        collect() {
          for (const [name, lane] of Object.entries(lanes)) {
            this.set({ lane: name, state: "waiting" }, lane.waiting);
            this.set({ lane: name, state: "running" }, lane.running);
          }
        },
      });
    },
    /** Has the queues' depths read whenever Prometheus asks; nothing of them while Redis is away. */
    watchQueues(counts: () => Promise<Record<string, Record<string, number>>>) {
      new Gauge({
        name: "tiny_cats_queue_jobs",
        help: "Jobs of all processes that share a Redis, by queue",
        labelNames: ["queue", "state"],
        registers,
        async collect() {
          this.reset();
          const found = await counts().catch(() => ({}));
          for (const [queue, states] of Object.entries(found)) {
            for (const [state, jobs] of Object.entries(states)) this.set({ queue, state }, jobs);
          }
        },
      });
    },
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  };
}
