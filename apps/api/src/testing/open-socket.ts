import { connect } from "node:net";
import { onTestFinished } from "vitest";

/** A bare connection to a server, for what no client of HTTP does. */
export interface OpenSocket {
  write(text: string | Uint8Array): void;
  /** All that came so far. */
  readonly text: string;
  /** All that came until the server ended the connection. */
  readonly ended: Promise<string>;
  /** Until so much came that it matches. */
  until(pattern: RegExp): Promise<string>;
  /** Reads nothing any more. */
  pause(): void;
  resume(): void;
  destroy(): void;
}

export async function openSocket(url: URL): Promise<OpenSocket> {
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  const pieces: Buffer[] = [];
  const text = () => Buffer.concat(pieces).toString("latin1");
  const waiting: (() => void)[] = [];
  socket.on("data", (piece) => {
    pieces.push(piece);
    for (const check of [...waiting]) check();
  });
  // A reset ends it as well.
  socket.on("error", () => undefined);
  const ended = new Promise<string>((resolve) => socket.once("close", () => resolve(text())));
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  onTestFinished(() => void socket.destroy());
  return {
    write: (piece) => void socket.write(piece),
    get text() {
      return text();
    },
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (pattern.test(text())) resolve(text());
        };
        waiting.push(check);
        void ended.then(() => reject(new Error(`ended with ${text().slice(0, 500)}`)));
        check();
      }),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
  };
}
