import { isWorkerMessage } from "./offline/messages.ts";
import { respond } from "./offline/respond.ts";
import { dropEarlier, keepLarge, keepShell, type Surroundings } from "./offline/site-cache.ts";
import { runtimeFiles, type SiteFiles } from "./offline/site-files.ts";
import type { WorkerScope } from "./offline/worker-scope.ts";

/** Put in by the build. */
declare const SITE_FILES: SiteFiles;

const worker = self as unknown as WorkerScope;
const given: Surroundings = {
  scope: new URL(worker.registration.scope),
  files: SITE_FILES,
  caches,
  fetch: (...request) => fetch(...request),
};

worker.addEventListener("install", (event) => event.waitUntil(keepShell(given)));
worker.addEventListener("activate", (event) => event.waitUntil(dropEarlier(given).then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => {
  if (!isWorkerMessage(event.data)) return;
  if (event.data.type === "take-over") event.waitUntil(worker.skipWaiting());
  // Without network or room there is less offline, and nothing else is lost.
  else event.waitUntil(keepLarge(given, runtimeFiles(SITE_FILES)).catch(() => undefined));
});
worker.addEventListener("fetch", (event) => {
  const answer = respond(event.request, given);
  if (answer) event.respondWith(answer);
});
