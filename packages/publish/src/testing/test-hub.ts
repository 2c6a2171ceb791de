import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CreateSettings, type HubOptions, planUpload, upload } from "@tiny-cats/hub";
import { type HubServer, startHub } from "@tiny-cats/hub-emulator";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";

/** A token that may write. */
const TOKEN = "hf_PublishPublishPublish0123456789";
/** A token that may read alone. */
export const READER = "hf_ReaderReaderReaderReader0123456789";

/** A Hub of the running test's own. */
export interface TestHub {
  server: HubServer;
  /** For every function that asks it. */
  options: HubOptions & { endpoint: string };
  /** A new folder beside the Hub's. */
  folder(name: string): string;
  /** Commits a folder, with what is missing in it deleted; gives the commit. */
  put(repo: string, folder: string, settings?: Pick<CreateSettings, "visibility">): Promise<string>;
  /** How many requests asked for a file's content. */
  fetches(): number;
}

/** Starts one; large files are those of more than 4 KiB. */
export async function testHub(): Promise<TestHub> {
  const root = temporaryFolder();
  const server = await startHub({
    dir: join(root, "hub"),
    users: [
      { name: "ada", token: TOKEN, role: "write" },
      { name: "eve", token: READER, role: "read" },
    ],
    limits: { regularFile: 4096 },
  });
  onTestFinished(() => server.close());
  const options = { endpoint: server.url, token: TOKEN, retryBaseMs: 1, retries: 1 };
  return {
    server,
    options,
    folder: (name) => join(root, name),
    async put(repo, folder, { visibility = "public" } = {}) {
      const plan = await planUpload(folder, repo, { ...options, delete: true });
      const { commit } = await upload(plan, { ...options, journal: false, create: { visibility, existOk: true } });
      return commit;
    },
    fetches: () => server.requests.filter(({ path }) => /\/resolve\/|\/cdn\//.test(path)).length,
  };
}

/** Writes SHA256SUMS over all files of a folder. */
export function writeSums(folder: string): void {
  const lines = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "SHA256SUMS")
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
      return `${sha256}  ${file.slice(folder.length + 1)}`;
    });
  writeFileSync(join(folder, "SHA256SUMS"), `${lines.join("\n")}\n`);
}
