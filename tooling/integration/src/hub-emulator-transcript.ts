import { readFileSync } from "node:fs";
import { request } from "node:http";

/** One request of a client, as tooling/golden/scripts/hub/transcripts.py wrote it down. */
export interface Exchange {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  body_base64?: string;
  /** What it was answered. */
  status: number;
  /** Addresses in that answer, in order: later requests go to them. */
  addresses: string[];
  etag?: string;
}

export interface Transcript {
  script: string;
  script_sha256: string;
  javascript_sha256: string;
  limits: Record<string, number>;
  clock: number;
  steps: { step: string; made: unknown; requests: Exchange[] }[];
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The folder of the golden scripts and vectors. */
export const golden = new URL("../../golden/", import.meta.url);

export function readTranscript(name: string): Transcript {
  return JSON.parse(readFileSync(new URL(`vectors/hub/${name}.json`, golden), "utf8"));
}

/** Sends the requests of a transcript again: what an answer gave away (addresses, tags of parts) is used where the client used it. */
export function replayer(url: string): (exchange: Exchange) => Promise<Answer> {
  const given = new Map<string, string>([
    ["TOKEN", "hf_local"],
    ["http://hub.test", url],
  ]);
  const rewrite = (text: string) => {
    let result = text;
    for (const [recorded, now] of [...given].sort(([a], [b]) => b.length - a.length))
      result = result.replaceAll(recorded, now);
    return result;
  };
  return async (exchange) => {
    const body = exchange.body_base64
      ? Buffer.from(exchange.body_base64, "base64")
      : Buffer.from(rewrite(exchange.body ?? ""));
    const headers = Object.fromEntries(Object.entries(exchange.headers).map(([key, value]) => [key, rewrite(value)]));
    const answer = await send(url, exchange.method, rewrite(exchange.path), headers, body);
    const addresses = addressesOf(answer);
    for (const [i, recorded] of exchange.addresses.entries()) {
      const now = addresses[i];
      if (now === undefined)
        throw new Error(`${exchange.method} ${exchange.path} no longer answers the address ${recorded}`);
      if (recorded.includes("SIGNATURE")) given.set(pathOf(recorded), pathOf(now));
    }
    if (exchange.etag?.includes("upload-")) {
      given.set(JSON.stringify(exchange.etag).slice(1, -1), JSON.stringify(answer.headers.etag).slice(1, -1));
    }
    return answer;
  };
}

function addressesOf({ headers, body }: Answer): string[] {
  const text = headers["content-type"]?.includes("json") ? body.toString() : "";
  return [headers.location, headers.link, text].join("\n").match(/http:\/\/[^\s"<>\\]+/g) ?? [];
}

function pathOf(address: string): string {
  return address.replace(/^http:\/\/[^/]+/, "");
}

/** Not fetch, which would tidy the path up and follow redirects. */
function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      method,
      path,
      headers: { ...headers, "Content-Length": body.length },
      agent: false as const,
    };
    const sent = request(options, (response) => {
      const blocks: Buffer[] = [];
      response.on("data", (block) => blocks.push(block));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(blocks),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
