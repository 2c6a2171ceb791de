import { parentPort } from "node:worker_threads";
import { type Reply, type Request, transferable } from "./session-protocol.ts";
import { createSessionServer } from "./session-server.ts";

// The thread that holds sessions: a runtime's calls block whichever thread they are made on.
const port = parentPort!;
const serve = createSessionServer();
let last: Promise<void> = Promise.resolve();

port.on("message", ({ id, request }: { id: number; request: Request }) => {
  last = last.then(async () => {
    const reply: Reply = { id, ...(await serve(request)) };
    port.postMessage(reply, "ok" in reply ? transferable(...arraysOf(request.kind, reply.ok)) : []);
  });
});

function arraysOf(kind: Request["kind"], ok: unknown): Float32Array[] {
  if (kind === "preprocess") return [ok as Float32Array];
  return kind === "run" ? Object.values(ok as Record<string, { data: Float32Array }>).map(({ data }) => data) : [];
}
