import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of the built site, without its graphs, that can be made newer. */
export interface NewerBuild extends AsyncDisposable {
  folder: string;
  /** Writes another build over it: `version` is that of the one before, in 16 hexadecimal digits. */
  release(version: string): Promise<void>;
}

/** The version that release() writes. */
export const NEWER = "1".repeat(16);

export async function newerBuild(): Promise<NewerBuild> {
  const folder = await mkdtemp(join(tmpdir(), "tiny-cats-site-"));
  await cp(join(import.meta.dirname, "..", "dist"), folder, {
    recursive: true,
    filter: (path) => !path.endsWith(".onnx"),
  });
  return {
    folder,
    async release(version) {
      const index = join(folder, "index.html");
      const newer = (await readFile(index, "utf8")).replace("<title>tiny-cats", "<title>newer");
      await writeFile(index, newer);
      const worker = join(folder, "service-worker.js");
      const text = await readFile(worker, "utf8");
      const [, hash] = /path:[`"'][`"'],hash:[`"']([0-9a-f]{16})/.exec(text) ?? [];
      if (!hash || !text.includes(version)) throw new Error("service-worker.js is not as a newer one is made of it");
      const itsHash = createHash("sha256").update(newer).digest("hex").slice(0, 16);
      await writeFile(worker, text.replace(version, NEWER).replace(hash, itsHash));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
