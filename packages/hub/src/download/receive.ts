import { HubError, isHubError } from "../errors/hub-error.ts";
import { refusal } from "../errors/refusal.ts";
import type { Connection } from "../request/connection.ts";
import { type Answer, send } from "../request/send.ts";
import { BLOCK } from "./block.ts";

const MOST_IN_VAIN = 2;

/** Takes in a file's bytes in their order. */
export interface Receiver {
  /** Bytes taken in, those of earlier runs included. */
  readonly position: number;
  /** False where there would be more than the content's size: nothing was taken in then. */
  write(chunk: Uint8Array): Promise<boolean>;
  /** Forgets all. */
  restart(): Promise<void>;
}

export interface ReceiveOptions {
  size: number;
  /** For messages. */
  path: string;
  signal?: AbortSignal;
  /** Told of each part that came. */
  onBytes: (bytes: number) => void;
}

/**
 * Asks for a file until a sink has all of its bytes, from where it stands. As long as at least 1 MiB more comes each time, it never gives up.
 * A link to another host that has expired is asked for anew.
 *
 * No If-Range is sent: that host's ETag is not known beforehand, and the content's hash tells of any mixture.
 *
 * @throws HubError "integrity-failed" for an answer of another length, and others of a request; the signal's reason.
 */
export async function receive(
  connection: Connection,
  url: string,
  sink: Receiver,
  { size, path, signal, onBytes }: ReceiveOptions,
): Promise<void> {
  let best = sink.position;
  let inVain = 0;
  const read = ({ response, chunks }: Answer) => take(connection, url, sink, response, chunks, onBytes);
  while (sink.position < size) {
    const headers = () => ({
      // A packed answer has another length, and no part of it can be asked for.
      "accept-encoding": "identity",
      ...(sink.position > 0 && { range: `bytes=${sink.position}-` }),
    });
    let fault: HubError | string | undefined;
    try {
      fault = await send(connection, url, { headers, accept: [401, 403, 416], signal }, read);
    } catch (error) {
      if (!isHubError(error, "network-failed") || sink.position < best + BLOCK) throw error;
      fault = error;
    }
    if (sink.position === size && !fault) return;
    inVain = sink.position >= best + BLOCK ? 0 : inVain + 1;
    best = Math.max(best, sink.position);
    if (inVain > MOST_IN_VAIN) throw fault instanceof HubError ? fault : wrongLength(path, size, fault);
  }
}

/** Takes in an answer. Returns what is wrong with it, where asking again may help. */
async function take(
  connection: Connection,
  url: string,
  sink: Receiver,
  response: Response,
  chunks: Answer["chunks"],
  onBytes: (bytes: number) => void,
): Promise<HubError | string | undefined> {
  const { status } = response;
  if (status === 401 || status === 403) {
    const refused = await refusal(response, { method: "GET", url: new URL(url), token: connection.token });
    if (response.url && new URL(response.url).origin !== new URL(connection.endpoint).origin) return refused;
    throw refused;
  }
  if (status === 416 || (status === 206 && !continues(response, sink.position))) {
    await response.body?.cancel();
    await sink.restart();
    return `it does not give the part that was asked for`;
  }
  if (status !== 206 && sink.position > 0) await sink.restart();
  for await (const chunk of chunks()) {
    onBytes(chunk.byteLength);
    if (await sink.write(chunk)) continue;
    await sink.restart();
    return "it gives more";
  }
  return undefined;
}

function continues(response: Response, position: number): boolean {
  return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1]) === position;
}

function wrongLength(path: string, size: number, fault: string | undefined): HubError {
  return new HubError(
    "integrity-failed",
    `${path} has ${size} bytes, and the Hub does not send them: ${fault ?? "it gives less"}`,
    {
      value: path,
      remedy: "try again; should it happen again, a proxy may alter what passes through it",
    },
  );
}
