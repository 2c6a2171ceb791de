import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { Hono } from "hono";
import { cors } from "hono/cors";
import * as v from "valibot";
import type { Asker } from "../auth/identify.ts";
import { clientGone, clientSignal } from "./client-signal.ts";
import { parse } from "./parse.ts";
import { retryAfter, toProblem } from "./problems/to-problem.ts";
import type { Route } from "./route.ts";

/** What is known of a request once it is answered. */
export interface Answered {
  requestId: string;
  /** Missing of what was no request. */
  method?: string;
  /** The route's path, with braces; undefined where there is none. */
  path: string | undefined;
  status: number;
  /** What a client was told in place of an answer. */
  problem?: string;
  /** The error behind a fault of the server's own. */
  cause?: unknown;
  milliseconds: number;
}

export interface AppOptions {
  routes: readonly Route[];
  origins: readonly string[];
  /** Who asks on a route that is not open to all. */
  identify(request: Request, address: string): Promise<Asker> | Asker;
  /** The address that a request came from. */
  addressOf(request: Request, env: unknown): string;
  onAnswer?: (answered: Answered) => void;
}

/** A request's own id where it is one, so that it can be followed through several servers. */
const ID = /^[\w.:-]{1,128}$/;
/** Those for whom asking is free: they say nothing of anybody and cost nothing. */
const OPEN = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"];

/** Milliseconds that a refusal takes: whoever tries again at once must not take the time of those who are served. */
const REFUSAL_MS = 100;

type Variables = {
  requestId: string;
  route: string | undefined;
  problem: string | undefined;
  cause: unknown;
  asker: Asker | undefined;
  allow?: string;
};

/** The routes as an application for any server of the Fetch API. */
export function createApp({
  routes,
  origins,
  identify,
  addressOf,
  onAnswer,
}: AppOptions): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();

  app.use(async (c, next) => {
    const start = performance.now();
    const given = c.req.header("x-request-id") ?? "";
    const requestId = ID.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    await next();
    c.res.headers.set("x-request-id", requestId);
    for (const [name, value] of Object.entries(c.get("asker")?.headers ?? {})) c.res.headers.set(name, value);
    onAnswer?.({
      requestId,
      method: c.req.method,
      path: c.get("route"),
      status: c.res.status,
      problem: c.get("problem"),
      cause: c.get("cause"),
      milliseconds: performance.now() - start,
    });
  });
  app.use(
    cors({
      origin: origins.includes("*") ? "*" : [...origins],
      allowMethods: ["GET", "HEAD", "POST"],
      allowHeaders: ["authorization", "content-type", "if-none-match", "user-agent", "x-hf-bill-to", "x-request-id"],
      exposeHeaders: ["etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id", "x-seed"],
      maxAge: 600,
    }),
  );

  for (const route of routes) {
    app.on(route.method, honoPath(route.path), async (c) => {
      c.set("route", route.path);
      const request = c.req.raw;
      const asker = OPEN.includes(route.path) ? { client: "" } : await identify(request, addressOf(request, c.env));
      c.set("asker", asker);
      if (asker.refusal) throw asker.refusal;
      const asked = {
        request,
        params: c.req.param(),
        query: parse(route.query ?? v.strictObject({}), queryOf(c.req.url)),
        client: asker.client,
        requestId: c.get("requestId"),
        signal: clientSignal(request),
      };
      try {
        return await route.handle(asked);
      } catch (error) {
        if (asked.signal.aborted) throw clientGone();
        // Hono passes on nothing else.
        throw error instanceof Error ? error : new Error("what was thrown is no error");
      }
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(honoPath(path), (c) => {
      c.set("route", path);
      c.set("allow", methods.join(", "));
      throw new TinyCatsError("method-not-allowed", `${c.req.method} is no method of ${path}`, {
        value: c.req.method,
        remedy: `use ${methods.join(" or ")}`,
      });
    });
  }
  app.notFound((c) => {
    throw new TinyCatsError("no-such-route", `there is nothing at ${c.req.method} ${c.req.path.slice(0, 100)}`, {
      value: c.req.path.slice(0, 100),
      remedy: "see /docs for what there is",
    });
  });
  app.onError(async (error, c) => {
    const problem = toProblem(error, c.get("requestId"));
    if (problem.status === 429) await pause(REFUSAL_MS);
    c.set("problem", problem.code);
    if (problem.status === 500) c.set("cause", error);
    const wait = retryAfter(error);
    const allow = c.get("allow");
    const headers = {
      "content-type": "application/problem+json",
      ...(wait && { "retry-after": String(wait) }),
      ...(problem.status === 401 && { "www-authenticate": 'Bearer realm="tiny-cats"' }),
      ...(allow && { allow }),
    };
    return new Response(JSON.stringify(problem), { status: problem.status, headers });
  });
  return app;
}

/** The methods of each path, HEAD with GET. */
function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    const own = method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? []), ...own]);
  }
  return methods;
}

/** A path with braces in Hono's words; the last part in braces takes slashes too, as names of repositories have one. */
function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}$/, ":$1{.+}").replace(/\{(\w+)\}/g, ":$1");
}

/** The parameters of an address; one that is given twice is a list, which no shape takes. */
function queryOf(url: string): Record<string, string | string[]> {
  const { searchParams } = new URL(url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
