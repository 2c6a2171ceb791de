/** What a page says to the service worker: take over now, or keep the runtime that the page has loaded. */
export type WorkerMessage = { type: "take-over" } | { type: "keep-runtime" };

export function isWorkerMessage(data: unknown): data is WorkerMessage {
  const type = typeof data === "object" && data !== null && "type" in data ? data.type : undefined;
  return type === "take-over" || type === "keep-runtime";
}
