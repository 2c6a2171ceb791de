import type { Handler } from "./context.ts";

/** A method, a pattern and what answers. ":x" takes one part of the path, "*x" all that are left, ":types" one of the three kinds. */
export type Route = readonly [method: string, pattern: string, handler: Handler];

export interface Matched {
  handler: Handler;
  params: Record<string, string>;
}

const TYPES = ["models", "datasets", "spaces"];

/** Makes a function that finds the first route for a method and the decoded parts of a path. HEAD is answered where GET is. */
export function router(routes: readonly Route[]): (method: string, parts: readonly string[]) => Matched | undefined {
  const compiled = routes.map(([method, pattern, handler]) => ({
    method,
    tokens: pattern.split("/").slice(1),
    handler,
  }));
  return (method, parts) => {
    const wanted = method === "HEAD" ? "GET" : method;
    for (const route of compiled) {
      if (route.method !== wanted) continue;
      const params = match(route.tokens, parts);
      if (params) return { handler: route.handler, params };
    }
    return undefined;
  };
}

function match(tokens: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, token] of tokens.entries()) {
    if (token.startsWith("*")) {
      params[token.slice(1)] = parts.slice(i).join("/");
      return params;
    }
    const part = parts[i];
    if (part === undefined) return undefined;
    if (token.startsWith(":")) {
      if (part === "" || (token === ":types" && !TYPES.includes(part))) return undefined;
      params[token.slice(1)] = part;
    } else if (token !== part) return undefined;
  }
  return parts.length === tokens.length ? params : undefined;
}
