import type { TestHub } from "./test-hub.ts";

/** Paths of the requests that change something on a Hub, those after the first `from`. */
export const writesOf = ({ server }: TestHub, from = 0): string[] =>
  server.requests
    .slice(from)
    .filter(
      ({ method, path }) => method !== "GET" && method !== "HEAD" && !/validate-yaml|preupload|paths-info/.test(path),
    )
    .map(({ path }) => path);
