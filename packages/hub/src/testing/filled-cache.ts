import { join } from "node:path";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { download } from "../download/download.ts";
import { listedFile } from "./listed-file.ts";
import { COMMIT, serveHub } from "./scripted-hub.ts";
import { answerJson } from "./scripted-server.ts";

export const OLD = "01d".padEnd(40, "0");
export const a = new TextEncoder().encode("only in the old one");
export const b = new TextEncoder().encode("in both");
export const c = formulaBytes(1, 1_200_000);

/** A cache with two revisions of cat/one: OLD (a, b), no longer a ref's; and COMMIT (b twice, c), main and v1. */
export async function filledCache() {
  const cache = temporaryFolder();
  const contents: Record<string, Uint8Array> = { a, b };
  let commit = OLD;
  const hub = await serveHub(contents, {
    instead: ({ url }, response) => {
      if (url.includes("/revision/")) answerJson(response, { sha: commit });
      return url.includes("/revision/");
    },
  });
  const get = (revision = "main") => download("cat/one", { cache, endpoint: hub.endpoint, revision });
  await get();
  delete contents.a;
  contents["sub/b"] = b;
  contents.c = c;
  commit = COMMIT;
  await get();
  await get("v1");
  const root = join(cache, "models--cat--one");
  return { cache, root, blob: (bytes: Uint8Array) => join(root, "blobs", oidOf(bytes)), hub };
}

export function oidOf(bytes: Uint8Array): string {
  const { oid, lfs } = listedFile("", bytes);
  return lfs?.oid ?? oid;
}
