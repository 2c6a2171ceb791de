import type { ServerResponse } from "node:http";
import { type ListedFile, listedFile } from "./listed-file.ts";
import { answerJson, type ScriptedServer, type Seen, serveScript } from "./scripted-server.ts";

export const COMMIT = "c0ffee".padEnd(40, "0");

/** What one repository holds, by path; those of 1 MiB or more are kept as LFS files. */
export type Contents = Record<string, Uint8Array>;

export interface HubScript {
  /** Answers in place of the usual one where it returns true. */
  instead?: (request: Seen, response: ServerResponse, number: number) => boolean | undefined | Promise<boolean>;
  /** Changes what the listing says. */
  listing?: (entries: ListedFile[]) => unknown[];
}

/** A Hub with a single repository, "cat/one", at COMMIT, that can be told to misbehave. */
export async function serveHub(contents: Contents, { instead, listing = (all) => all }: HubScript = {}) {
  const listed = () => listing(Object.entries(contents).map(([path, bytes]) => listedFile(path, bytes)));
  const hub: ScriptedServer = await serveScript(async (request, response, number) => {
    if (await instead?.(request, response, number)) return;
    const { pathname } = new URL(request.url, "http://hub");
    if (pathname.includes("/revision/")) return answerJson(response, { sha: COMMIT });
    if (pathname.includes("/tree/")) return answerJson(response, listed());
    if (pathname.includes("/paths-info/")) {
      const { paths } = JSON.parse(request.body.toString());
      return answerJson(
        response,
        (listed() as ListedFile[]).filter(({ path }) => paths.includes(path)),
      );
    }
    const bytes = contents[decodeURIComponent(/^\/cat\/one\/resolve\/[^/]+\/(.*)$/.exec(pathname)?.[1] ?? "")];
    if (bytes) return answerFile(request, response, bytes);
    answerJson(response, { error: "Entry not found" }, { status: 404, headers: { "x-error-code": "EntryNotFound" } });
  });
  return {
    ...hub,
    /** Requests for files' contents. */
    fetches: () => hub.seen.filter(({ url }) => url.includes("/resolve/")),
  };
}

/** Answers with a file or the part of it that is asked for. */
function answerFile({ headers }: Seen, response: ServerResponse, bytes: Uint8Array): void {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  if (headers.range === undefined) response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  else if (from >= bytes.length) response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
  else
    response
      .writeHead(206, {
        "content-length": bytes.length - from,
        "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      })
      .end(bytes.subarray(from));
}
