import { type Replies, type Reply, type Request, transferable } from "./session-protocol.ts";
import { createSessionServer, type ServerPlace } from "./session-server.ts";

/** The thread's side: answers each message as soon as what it asks for is done. */
export function serve(
  place: ServerPlace,
  post: (reply: Reply, transfer: ArrayBuffer[]) => void,
): (message: { id: number; request: Request }) => void {
  const answer = createSessionServer(place);
  return async ({ id, request }) => {
    const reply: Reply = { id, ...(await answer(request)) };
    post(reply, "ok" in reply ? transferable(...arraysOf(request.kind, reply.ok)) : []);
  };
}

function arraysOf(kind: Request["kind"], ok: unknown): Float32Array[] {
  if (kind === "classify") return [(ok as Replies["classify"]).logits];
  return kind === "run" ? Object.values(ok as Record<string, { data: Float32Array }>).map(({ data }) => data) : [];
}
