import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { LAYOUT } from "../../layout.ts";
import type { PublishedFolder } from "./open-folder.ts";

const PICKLES = /\.(?:pt|pth|pkl|pickle|ckpt|joblib|dill)$|(?:^|\/)(?:pytorch_model[^/]*|training_args)\.bin$/i;
const PROGRAMS = /\.(?:exe|dll|so|dylib|com|msi|jar|class|pyc|sh|bash|zsh|bat|cmd|ps1|vbs)$/i;
const SCRIPTS = /\.(?:py|js|mjs|cjs|ts|ipynb)$/i;
const ARCHIVES = /\.(?:zip|npz)$/i;

/** What files begin with; the short ones may begin a set of tokens by chance. */
const MAGIC: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ["a program", [0x7f, 0x45, 0x4c, 0x46]],
  ["a program", [0xfe, 0xed, 0xfa, 0xce]],
  ["a program", [0xfe, 0xed, 0xfa, 0xcf]],
  ["a program", [0xcf, 0xfa, 0xed, 0xfe]],
  ["a program", [0xca, 0xfe, 0xba, 0xbe]],
  ["an archive that may hold a pickle", [0x50, 0x4b, 0x03, 0x04]],
  ["a program", [0x4d, 0x5a]],
  ["a script", [0x23, 0x21]],
  ["a pickle", [0x80, 0x02]],
  ["a pickle", [0x80, 0x03]],
  ["a pickle", [0x80, 0x04]],
  ["a pickle", [0x80, 0x05]],
];

/**
 * Files that do something when they are opened by the wrong program: programs and scripts outside examples/, pickles that no manifest lists as weights; and what is no
 * file at all. By name, and by what they begin with. One sentence each.
 */
export async function strangeFiles(
  { root, entries, models }: PublishedFolder,
  { signal }: { signal?: AbortSignal },
): Promise<string[]> {
  const weights = new Set(
    models.flatMap(({ prefix, manifest }) =>
      manifest.files.filter(({ role }) => role === "weights").map(({ path }) => `${prefix}${path}`),
    ),
  );
  const found: string[] = [];
  for (const { path, kind } of entries) {
    signal?.throwIfAborted();
    const isFile =
      kind === "file" || (kind === "link" && (await stat(join(root, path)).catch(() => undefined))?.isFile());
    const what = isFile ? (byName(path) ?? (await byContent(root, path))) : "no file";
    if (what === undefined) continue;
    if (weights.has(path) && what.includes("pickle")) continue;
    if (path.startsWith(`${LAYOUT.examples}/`) && what === "a script") continue;
    found.push(`${path} is ${what}`);
  }
  return found;
}

function byName(path: string): string | undefined {
  if (PICKLES.test(path)) return "a pickle";
  if (PROGRAMS.test(path)) return "a program";
  return SCRIPTS.test(path) ? "a script" : undefined;
}

async function byContent(root: string, path: string): Promise<string | undefined> {
  const handle = await open(join(root, path)).catch(() => undefined);
  if (!handle) return "a file that can't be read";
  try {
    const bytes = new Uint8Array(4);
    const { bytesRead } = await handle.read(bytes, 0, 4, 0);
    const least = path.startsWith(`${LAYOUT.datasets}/`) ? 3 : 0;
    const [what] =
      MAGIC.find(([, magic]) => {
        const begins = magic.length <= bytesRead && magic.every((byte, i) => bytes[i] === byte);
        return begins && magic.length > least && !(magic[0] === 0x50 && ARCHIVES.test(path));
      }) ?? [];
    return what;
  } finally {
    await handle.close();
  }
}
