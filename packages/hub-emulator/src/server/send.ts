import { createReadStream } from "node:fs";
import type { ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import type { FaultAction } from "../fault.ts";
import type { Answer } from "./answer.ts";

/** Sends an answer, spoilt by a fault where there is one. @returns how many bytes of body went out. */
export async function send(
  response: ServerResponse,
  { status, headers = {}, json, text, file }: Answer,
  { method, fault }: { method: string; fault: FaultAction | undefined },
): Promise<number> {
  const body = Buffer.from(json === undefined ? (text ?? "") : JSON.stringify(json));
  const length = file ? file.length : body.length;
  const type = json === undefined ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  const isEmpty = method === "HEAD" || status === 204 || status === 304;
  const cut = isEmpty ? undefined : cutAt(fault, length);

  response.writeHead(status, {
    "X-Content-Type-Options": "nosniff",
    "Content-Type": type,
    ...(status === 204 || status === 304 ? {} : { "Content-Length": cut?.isHonest ? cut.at : length }),
    ...headers,
  });
  if (isEmpty || length === 0) {
    response.end();
    return 0;
  }
  const source = file ? readSlice(file.path, file.offset, length) : [body];
  let sent = 0;
  for await (let block of source as AsyncIterable<Buffer> | Buffer[]) {
    if (fault && "flipBit" in fault) block = flip(block, fault.flipBit - sent);
    if (cut) block = block.subarray(0, cut.at - sent);
    sent += block.length;
    await write(response, block);
    if (response.destroyed) return sent;
    if (cut && sent >= cut.at) break;
  }
  if (!cut || cut.isHonest) {
    response.end();
    await finished(response).catch(() => {});
  } else await tear(response, cut.isReset);
  return sent;
}

/** Where the body is to end, by a fault. */
function cutAt(fault: FaultAction | undefined, length: number) {
  if (fault && "truncate" in fault && fault.truncate < length) {
    return { at: fault.truncate, isHonest: fault.contentLength === "short", isReset: false };
  }
  if (fault && "reset" in fault && fault.afterBytes !== undefined) {
    return { at: Math.min(fault.afterBytes, length), isHonest: false, isReset: true };
  }
  return undefined;
}

/** Ends the connection so that the client sees a cut (FIN) or a reset (RST). */
async function tear(response: ServerResponse, isReset: boolean): Promise<void> {
  const { socket } = response;
  if (!isReset) socket?.destroySoon();
  else {
    // A reset overtakes what the other side has not read yet.
    await setTimeout(50);
    socket?.resetAndDestroy();
  }
}

function flip(block: Buffer, at: number): Buffer {
  if (at < 0 || at >= block.length) return block;
  const copy = Buffer.from(block);
  copy[at]! ^= 1;
  return copy;
}

function readSlice(path: string, start: number, length: number): AsyncIterable<Buffer> {
  return createReadStream(path, { start, end: start + length - 1, highWaterMark: 1 << 18 });
}

/** Waits until the block has gone to the system, or the connection has. */
function write(response: ServerResponse, block: Buffer): Promise<void> {
  if (block.length === 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off("close", done);
      resolve();
    };
    response.on("close", done);
    response.write(block, done);
  });
}
