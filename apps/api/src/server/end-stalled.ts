import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Ends the connection of a client that reads nothing of its answer for the server's `timeout`, so that what it does not take is not kept. One
 * that waits for an answer still in the making is left alone.
 */
export function endStalled(outgoing: ServerResponse, { timeoutMs }: { timeoutMs: number }): void {
  // In place of the server's own way, which is to end whatever is silent.
  outgoing.on("timeout", (socket: Socket) => {
    if (socket.writableLength > 0 || outgoing.writableLength > 0 || outgoing.writableEnded) {
      socket.destroy();
    } else socket.setTimeout(timeoutMs);
  });
}
