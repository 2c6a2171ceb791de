import { type Reply, type Request, transferable } from "./session-protocol.ts";
import { createSessionServer, type ServerPlace } from "./session-server.ts";

/** The thread's side: answers messages one after the other, in the order they came. */
export function serve(
  place: ServerPlace,
  post: (reply: Reply, transfer: ArrayBuffer[]) => void,
): (message: { id: number; request: Request }) => void {
  const answer = createSessionServer(place);
  let last: Promise<void> = Promise.resolve();
  return ({ id, request }) => {
    last = last.then(async () => {
      const reply: Reply = { id, ...(await answer(request)) };
      post(reply, "ok" in reply ? transferable(...arraysOf(request.kind, reply.ok)) : []);
    });
  };
}

function arraysOf(kind: Request["kind"], ok: unknown): Float32Array[] {
  if (kind === "preprocess") return [ok as Float32Array];
  return kind === "run" ? Object.values(ok as Record<string, { data: Float32Array }>).map(({ data }) => data) : [];
}
