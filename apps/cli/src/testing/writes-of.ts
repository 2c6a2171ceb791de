import type { TestHub } from "./test-hub.ts";

/** The requests so far that asked a Hub for a change. */
export function writesOf({ server }: TestHub): string[] {
  return server.requests
    .filter(({ method, path }) => !["GET", "HEAD"].includes(method) && !/validate-yaml|preupload|paths-info/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}
