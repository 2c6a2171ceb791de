import { type HubLimits, type HubServer, startHub } from "@tiny-cats/hub-emulator";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

export const TOKEN = "hf_local";

/** Objects above 1 kB, parts of 64 kiB above 128: everything happens with little. */
export const SMALL: Partial<HubLimits> = { regularFile: 1000, multipart: 128 << 10, part: 64 << 10 };

/** An emulator that is closed when the test ends. */
export async function newHub(limits: Partial<HubLimits> = SMALL): Promise<HubServer> {
  const hub = await startHub({ dir: temporaryFolder(), limits });
  onTestFinished(() => hub.close());
  return hub;
}

/** What a repository holds, fetched without any client of ours. */
export async function contentOf(hub: HubServer, repo: string, revision = "main"): Promise<Record<string, Uint8Array>> {
  const tree = await get(`${hub.url}/api/models/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`);
  const entries: { type: string; path: string }[] = await tree.json();
  const files = entries.filter(({ type, path }) => type === "file" && path !== ".gitattributes");
  const content: Record<string, Uint8Array> = {};
  for (const { path } of files) {
    const name = path.split("/").map(encodeURIComponent).join("/");
    const answer = await get(`${hub.url}/${repo}/resolve/${encodeURIComponent(revision)}/${name}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    content[path] = new Uint8Array(await answer.arrayBuffer());
  }
  return content;
}

/** Bytes of objects and parts that the emulator has read so far. */
export function objectBytes(hub: HubServer): number {
  return hub.requests.filter(({ method }) => method === "PUT").reduce((sum, { received }) => sum + received, 0);
}

/** How many commits a branch has. */
export async function commitCount(hub: HubServer, repo: string): Promise<number> {
  const answer = await get(`${hub.url}/api/models/${repo}/commits/main`);
  return (await answer.json()).length;
}

/** Asks again once: the connection taken may be one that a fault has torn down. */
async function get(address: string): Promise<Response> {
  const ask = () => fetch(address, { headers: { authorization: `Bearer ${TOKEN}` } });
  return ask().catch(ask);
}
