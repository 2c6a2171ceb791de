import { join } from "node:path";
import { BREEDS } from "@tiny-cats/core";
import { ifThere, readTextBounded } from "@tiny-cats/files";
import { parseBenchmarkReportText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ServedModel, ServedModels } from "../../models/served-model.ts";
import { benchmarksAnswer, breedsAnswer, modelQuery, modelsAnswer } from "../../shapes/information.ts";
import { etagOf, matches, notModified } from "../etag.ts";
import { type Asked, type Route, route } from "../route.ts";
import type { ApiContext } from "./context.ts";

const LARGEST_TEXT = 4 << 20;

/** GET /v1/breeds, /v1/models, /v1/card and /v1/benchmarks */
export function informationRoutes({ models }: Pick<ApiContext, "models">): Route[] {
  const served = [models.classifier, models.generator].filter((model) => model !== undefined) as ServedModel[];
  const json = (schema: typeof breedsAnswer | typeof modelsAnswer | typeof benchmarksAnswer, description: string) => ({
    200: { description, content: { "application/json": schema }, headers: ["etag"] as const },
    304: { description: "You have it already", headers: ["etag"] as const },
  });
  return [
    route({
      method: "get",
      path: "/v1/breeds",
      operation: "listBreeds",
      summary: "The classes the models know",
      answers: json(breedsAnswer, "Classes in the order of their ids"),
      handle: ({ request }) => jsonAnswer(request, { breeds: breeds(models) }),
    }),
    route({
      method: "get",
      path: "/v1/models",
      operation: "listModels",
      summary: "The models that answer here",
      answers: json(modelsAnswer, "Models with their hashes"),
      handle: ({ request }) => jsonAnswer(request, { models: served.map(described) }),
    }),
    route({
      method: "get",
      path: "/v1/card",
      operation: "readCard",
      summary: "A model's card",
      query: modelQuery,
      answers: {
        200: { description: "Markdown with a YAML head", content: { "text/markdown": "text" }, headers: ["etag"] },
        304: { description: "You have it already", headers: ["etag"] },
      },
      problems: [404],
      async handle({ request, query }: Asked<{ model?: ServedModel["id"] }>) {
        const model = query.model === undefined ? served[0] : served.find(({ id }) => id === query.model);
        const card = model && (await ifThere(readTextBounded(model.card, { maxBytes: LARGEST_TEXT })));
        if (card === undefined) throw noCard(query.model);
        const etag = etagOf(card);
        if (matches(request, etag)) return notModified(etag);
        return new Response(card, { headers: { etag, "content-type": "text/markdown; charset=utf-8" } });
      },
    }),
    route({
      method: "get",
      path: "/v1/benchmarks",
      operation: "listBenchmarks",
      summary: "What was measured of the models",
      answers: json(benchmarksAnswer, "Benchmark reports, those that the models come with"),
      handle: async ({ request }) =>
        jsonAnswer(request, { benchmarks: (await Promise.all(served.map(reports))).flat() }),
    }),
  ];
}

function jsonAnswer(request: Request, value: unknown): Response {
  const etag = etagOf(value);
  return matches(request, etag) ? notModified(etag) : Response.json(value, { headers: { etag } });
}

function breeds({ classifier, generator }: ServedModels) {
  const { labels } = (classifier ?? generator)!.found.manifest;
  const drawn = generator?.found.manifest;
  const drawable = drawn?.generation.drawable.map((id) => drawn.labels[id]) ?? [];
  return labels.map((label, id) => {
    const { slug, aliases } = BREEDS.find((breed) => breed.label === label) ?? {
      slug: label.toLowerCase().replaceAll(" ", "-"),
      aliases: [],
    };
    return { id, label, slug, aliases: [...aliases], drawable: drawable.includes(label) };
  });
}

function described({ id, repo, commit, found: { manifest, graph } }: ServedModel) {
  return {
    id,
    name: manifest.name,
    task: manifest.task,
    sha256: graph.sha256,
    bytes: graph.bytes,
    labels: manifest.labels,
    repo: repo ?? null,
    commit: commit ?? null,
    endpoint: `/models/${id}`,
  };
}

async function reports({ id, reports }: ServedModel) {
  for (const folder of reports) {
    const text = await ifThere(readTextBounded(join(folder, "benchmark_report.json"), { maxBytes: LARGEST_TEXT }));
    if (text !== undefined) return [{ model: id, report: parseBenchmarkReportText(text) }];
  }
  return [];
}

function noCard(id: string | undefined): TinyCatsError {
  return new TinyCatsError("no-such-model", `there is no card of ${id ?? "a model"} here`, {
    value: id,
    remedy: "see /v1/models for what there is",
  });
}
