import { serve } from "../worker/serve.ts";
import type { Request } from "../worker/session-protocol.ts";
import { webPlace } from "./web-place.ts";

// The thread that holds sessions, an entry of its own so that a bundler makes a worker of it.
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const hear = serve(webPlace, (reply, transfer) => scope.postMessage(reply, transfer));
scope.onmessage = ({ data }: MessageEvent<{ id: number; request: Request }>) => hear(data);

interface DedicatedWorkerGlobalScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}
