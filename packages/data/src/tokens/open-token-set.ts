import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { readJsonBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { scanTokens } from "./scan-tokens.ts";
import { type TokenBlock, tokenBlocks, type WindowOptions } from "./token-blocks.ts";
import { openTokenFile, type TokenFile } from "./token-file.ts";
import { parseTokenMetadata, type TokenMetadata } from "./token-metadata.ts";

/** The two parts of a token set. */
export type TokenSplit = "train" | "val";

/** Tokens in files, checked. */
export interface TokenSet {
  folder: string;
  /** The folder's own name. */
  name: string;
  metadata: TokenMetadata;
  /** A split without tokens is missing. */
  splits: Readonly<Partial<Record<TokenSplit, { tokens: number; sha256: string }>>>;
  /** Stands for the set in reports: SHA-256 over a line for each split, the JSON array [name, tokens, SHA-256 of its file]. */
  sha256: string;
  /** Windows over a split in their order. */
  blocks(options: WindowOptions & { split: TokenSplit }): AsyncGenerator<TokenBlock>;
  close(): Promise<void>;
}

export interface OpenTokenSetOptions {
  signal?: AbortSignal;
  /** In tokens. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

const SPLITS: readonly TokenSplit[] = ["train", "val"];
const LARGEST_METADATA = 16 << 20;

/**
 * Opens a folder with train.bin, val.bin (unsigned 16-bit tokens, little-endian) and metadata.json, as nanoGPT and its relatives write them.
 * Every token is read once, in 1 MiB of memory, and held to the vocabulary; counts are held to the metadata.
 *
 * @throws TinyCatsError "invalid-token-metadata", "corrupt-tokens", "file-changed"; FilesError of reading metadata.json; the signal's
 * reason. Its blocks throw "no-such-split", "closed-token-set" and "invalid-window".
 */
export async function openTokenSet(
  folder: string,
  { signal, onProgress }: OpenTokenSetOptions = {},
): Promise<TokenSet> {
  const root = resolve(folder);
  const json = await readJsonBounded(join(root, "metadata.json"), { maxBytes: LARGEST_METADATA, signal });
  const metadata = parseTokenMetadata(json);
  const files = new Map<TokenSplit, TokenFile>();
  const splits: Partial<Record<TokenSplit, { tokens: number; sha256: string }>> = {};
  const hash = createHash("sha256");
  let done = 0;
  const close = async () => void (await Promise.all([...files.values()].map(({ handle }) => handle.close())));
  try {
    for (const split of SPLITS) {
      const tokens = metadata[`${split}_tokens`];
      if (tokens === 0) continue;
      const name = `${split}.bin`;
      files.set(split, await openTokenFile(join(root, name), name, tokens));
    }
    for (const [split, file] of files) {
      const onTokens = (tokens: number) => {
        done += tokens;
        onProgress?.({ done, total: metadata.total_tokens });
      };
      const sha256 = await scanTokens(file, { vocabSize: metadata.vocab_size, signal, onTokens });
      splits[split] = { tokens: file.tokens, sha256 };
      hash.update(`${JSON.stringify([split, file.tokens, sha256])}\n`);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder: root,
    name: basename(await realpath(root)) || "tokens",
    metadata,
    splits,
    sha256: hash.digest("hex"),
    async *blocks({ split, ...options }) {
      const file = files.get(split);
      if (!file) throw noSuchSplit(split);
      yield* tokenBlocks(file, options);
    },
    close,
  };
}

function noSuchSplit(split: string): TinyCatsError {
  return new TinyCatsError("no-such-split", `the token set has no tokens in "${split}"`, {
    value: split,
    remedy: "use train or val, whichever metadata.json gives tokens",
  });
}
