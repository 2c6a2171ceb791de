import { request } from "node:http";
import type { HubServer } from "../hub-server.ts";

interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Whether the body ended before its time. */
  isCut: boolean;
}

/** A request whose path goes out as it is, where fetch would tidy it up. Rejects when the connection breaks before an answer. */
export function rawRequest(
  { port }: HubServer,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let breakOff: ((error: Error) => void) | undefined;
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      const blocks: Buffer[] = [];
      const end = (isCut: boolean) =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(blocks), isCut });
      breakOff = () => end(true);
      response.on("data", (block) => blocks.push(block));
      response.on("end", () => end(false));
      response.on("error", () => end(true));
    });
    sent.on("error", (error) => (breakOff ?? reject)(error));
    sent.end(body);
  });
}
