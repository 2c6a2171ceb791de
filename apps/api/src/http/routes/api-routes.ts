import type { Route } from "../route.ts";
import { classifyRoute } from "./classify.ts";
import type { ApiContext } from "./context.ts";
import { documentRoutes } from "./documents.ts";
import { generateRoute } from "./generate.ts";
import { inferenceRoute } from "./inference.ts";
import { informationRoutes } from "./information.ts";
import { type ServiceContext, serviceRoutes } from "./service.ts";

/** Every route of a server, with the documents that describe them. */
export function apiRoutes(context: ApiContext, service: ServiceContext): Route[] {
  const routes = [
    ...classifyRoute(context),
    ...generateRoute(context),
    ...inferenceRoute(context),
    ...informationRoutes(context),
    ...serviceRoutes(service),
  ];
  return [...routes, ...documentRoutes(routes, { version: "1" })];
}
