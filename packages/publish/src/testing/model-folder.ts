import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Json = Record<string, unknown>;

/** The sha256 of bytes. */
export const hashOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes a file, with its folders. */
export function put(folder: string, path: string, content: string | Uint8Array | object): void {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  // Never through a link or into a file that others hold.
  rmSync(whole, { force: true, recursive: true });
  const isData = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(whole, isData ? content : JSON.stringify(content));
}

/** Parses a file. */
export function parsed(folder: string, path: string) {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

/** Changes a JSON file. */
// biome-ignore lint/suspicious/noExplicitAny: what a test makes of a document is no document of ours any more.
export function change(folder: string, path: string, edit: (value: any) => void): void {
  const value = parsed(folder, path);
  edit(value);
  put(folder, path, value);
}

/** Makes the manifest say what its files are now, and what others it lists. */
export function rehash(folder: string, more: readonly Json[] = []): void {
  change(folder, "tiny-cats.json", (manifest) => {
    manifest.files = [...manifest.files, ...more]
      .filter(({ path, optional }) => !optional || existsSync(join(folder, path)))
      .map((file) => {
        const bytes = readFileSync(join(folder, file.path));
        return { ...file, bytes: bytes.length, sha256: hashOf(bytes) };
      });
  });
}
