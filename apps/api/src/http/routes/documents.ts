import * as v from "valibot";
import { docsPage } from "../../docs/docs-page.ts";
import { buildDocument } from "../../openapi/build-document.ts";
import { type Route, route } from "../route.ts";

/** GET /openapi.json and /docs, of all routes with themselves. */
export function documentRoutes(others: readonly Route[], { version }: { version: string }): Route[] {
  const own: Route[] = [
    route({
      method: "get",
      path: "/openapi.json",
      operation: "readOpenApi",
      summary: "This API as OpenAPI 3.1",
      answers: {
        200: { description: "The document", content: { "application/json": v.looseObject({ openapi: v.string() }) } },
      },
      handle: () => Response.json(document),
    }),
    route({
      method: "get",
      path: "/docs",
      operation: "readDocs",
      summary: "This API as a page to read",
      answers: { 200: { description: "The page", content: { "text/html": "text" } } },
      handle: () =>
        new Response(page, {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
          },
        }),
    }),
  ];
  const all = [...others, ...own];
  const document = buildDocument(all, { version });
  const page = docsPage(all);
  return own;
}
