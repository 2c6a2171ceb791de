import { createHash } from "node:crypto";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { HubOptions } from "../hub-options.ts";
import type { HubServer } from "../hub-server.ts";
import { startHub } from "../start-hub.ts";

interface Ask {
  /** hf_local unless told; "" sends none. */
  token?: string;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
}

export interface OpenHub {
  hub: HubServer;
  /** One request; redirects are not followed. */
  ask(method: string, path: string, options?: Ask): Promise<Response>;
  /** A request that must succeed, and its JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  get(method: string, path: string, options?: Ask): Promise<any>;
  /** Makes local/cats (or what is told). */
  create(body?: object, options?: Ask): Promise<void>;
  /** Commits lines to a branch. @returns the answer. */
  commit(lines: object[], options?: Ask & { repo?: string; revision?: string }): Promise<Response>;
  /** Uploads a large object in one piece. @returns its oid. */
  upload(content: Buffer, repo?: string): Promise<string>;
}

/** A hub of its own for one test. */
export async function openHub(options: Partial<HubOptions> = {}): Promise<OpenHub> {
  const hub = await startHub({ dir: temporaryFolder(), clock: () => 1_700_000_000_000, ...options });
  onTestFinished(() => hub.close());
  const ask: OpenHub["ask"] = (method, path, { token = "hf_local", json, body, headers = {} } = {}) =>
    fetch(path.startsWith("http") ? path : hub.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(token !== "" && { Authorization: `Bearer ${token}` }),
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined ? { body } : {}),
    });
  const get: OpenHub["get"] = async (method, path, more) => {
    const response = await ask(method, path, more);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    hub,
    ask,
    get,
    create: async (body = { name: "cats" }, more = {}) =>
      void (await get("POST", "/api/repos/create", { json: body, ...more })),
    commit: (lines, { repo = "models/local/cats", revision = "main", ...more } = {}) =>
      ask("POST", `/api/${repo}/commit/${revision}`, { body: ndjson(lines), ...more }),
    async upload(content, repo = "local/cats") {
      const oid = createHash("sha256").update(content).digest("hex");
      const answer = await get("POST", `/${repo}.git/info/lfs/objects/batch`, {
        json: {
          operation: "upload",
          transfers: ["basic"],
          hash_algo: "sha256",
          objects: [{ oid, size: content.length }],
        },
      });
      const put = await ask("PUT", answer.objects[0].actions.upload.href, { token: "", body: new Uint8Array(content) });
      if (!put.ok) throw new Error(await put.text());
      return oid;
    },
  };
}

export const header = (summary = "a commit", more: object = {}) => ({ key: "header", value: { summary, ...more } });

export const file = (path: string, content: string | Buffer) => ({
  key: "file",
  value: { path, content: Buffer.from(content).toString("base64"), encoding: "base64" },
});

export const lfsFile = (path: string, oid: string, size?: number) => ({
  key: "lfsFile",
  value: { path, oid, algo: "sha256", ...(size !== undefined && { size }) },
});

export function ndjson(lines: object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
