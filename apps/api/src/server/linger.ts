import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Lets what is left of a request's body pass by once it is answered, for as long as `timeoutMs`, then ends the connection. Ending it at once
 * would take the answer away from clients that send all before they read any.
 */
export function linger(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { timeoutMs }: { timeoutMs: number },
): void {
  outgoing.once("finish", () => {
    if (incoming.complete || incoming.destroyed) return;
    // Whoever began to read it must not gather the rest.
    incoming.removeAllListeners("data");
    incoming.resume();
    const timer = setTimeout(() => incoming.socket.destroy(), timeoutMs);
    timer.unref();
    const done = () => clearTimeout(timer);
    incoming.once("end", done);
    incoming.once("close", done);
    incoming.on("error", done);
  });
}
