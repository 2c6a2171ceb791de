import { createHash } from "node:crypto";
import { mkdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { openTokenSet, type TokenSet } from "./open-token-set.ts";

const metadata = {
  tokenizer_type: "gpt2",
  vocab_size: 50_257,
  total_tokens: 12,
  train_tokens: 9,
  val_tokens: 3,
  val_split: 0.25,
  block_size: 4,
  num_documents: 2,
  source_files: ["a.txt", "b.txt"],
  dtype: "uint16",
};
const bin = (...tokens: number[]) => new Uint8Array(tokens.flatMap((token) => [token & 255, token >> 8]));
const TRAIN = [50_256, 1, 2, 300, 4, 5, 6, 7, 8];
const files = { "train.bin": bin(...TRAIN), "val.bin": bin(9, 10, 65), "metadata.json": JSON.stringify(metadata) };

const folder = (change: object = {}, given: Record<string, string | Uint8Array> = {}) =>
  folderOf({ ...files, "metadata.json": JSON.stringify({ ...metadata, ...change }), ...given });

async function opened<T>(root: string, use: (set: TokenSet) => Promise<T>): Promise<T> {
  const set = await openTokenSet(root);
  try {
    return await use(set);
  } finally {
    await set.close();
  }
}

async function windows(set: TokenSet, options: Parameters<TokenSet["blocks"]>[0]) {
  const found: [number, number[]][] = [];
  for await (const { offset, tokens } of set.blocks(options)) found.push([offset, [...tokens]]);
  return found;
}

describe("opening", () => {
  test("gives metadata, counts and hashes", async () => {
    const progress: number[] = [];
    const set = await openTokenSet(folder(), { onProgress: ({ done, total }) => progress.push(done, total) });
    await set.close();
    expect(set.metadata).toEqual(metadata);
    expect(progress).toEqual([9, 12, 12, 12]);
    const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
    const [train, val] = [files["train.bin"], files["val.bin"]].map(sha256);
    expect(set.splits).toEqual({ train: { tokens: 9, sha256: train }, val: { tokens: 3, sha256: val } });
    expect(set.sha256).toBe(sha256(`["train",9,"${train}"]\n["val",3,"${val}"]\n`));
  });

  test("reads what numpy writes", async () => {
    const { tokens } = readVectors<{ tokens: { length: number; sha256: string; first: string } }>("data");
    const data = Uint16Array.from(formulaBytes(5, tokens.length), (byte) => byte * 197);
    const root = folder(
      { total_tokens: tokens.length, train_tokens: tokens.length, val_tokens: 0 },
      { "train.bin": new Uint8Array(data.buffer) },
    );
    await opened(root, async (set) => {
      expect(set.splits.train?.sha256).toBe(tokens.sha256);
      const [[, first]] = await windows(set, { split: "train", length: 64 });
      expect(Buffer.from(Uint16Array.from(first).buffer).toString("base64")).toBe(tokens.first);
    });
  });

  test("needs no file for a split without tokens", async () => {
    const root = folder({ total_tokens: 9, val_tokens: 0 });
    await opened(root, async (set) => {
      expect(Object.keys(set.splits)).toEqual(["train"]);
      expect((await errorOf(() => windows(set, { split: "val", length: 2 }))).code).toBe("no-such-split");
    });
  });

  test.each([
    [
      "corrupt-tokens",
      {},
      { "val.bin": bin(9, 10, 65).slice(0, 5) },
      "val.bin has 5 bytes, an odd number, for tokens of two",
    ],
    ["corrupt-tokens", {}, { "val.bin": bin(9, 10) }, "val.bin holds 2 tokens, where metadata.json says 3"],
    ["corrupt-tokens", {}, { "train.bin": "" }, "train.bin holds 0 tokens, where metadata.json says 9"],
    ["corrupt-tokens", { vocab_size: 50_256 }, {}, "token 0 of train.bin is 50256, beyond a vocabulary of 50256"],
    [
      "corrupt-tokens",
      { vocab_size: 50_257 },
      { "val.bin": bin(9, 10, 50_257) },
      "token 2 of val.bin is 50257, beyond a vocabulary of 50257",
    ],
    [
      "invalid-token-metadata",
      { total_tokens: 13 },
      {},
      "metadata.json does not hold: total_tokens is 13, train_tokens and val_tokens add up to 12",
    ],
    ["invalid-token-metadata", { dtype: "uint32" }, {}, "metadata.json does not hold: dtype: must be uint16"],
    [
      "invalid-token-metadata",
      { vocab_size: 70_000 },
      {},
      "metadata.json does not hold: vocab_size: must be 65536 or less, for uint16",
    ],
    ["invalid-token-metadata", { val_tokens: -3 }, {}, "metadata.json does not hold: val_tokens: must be 0 or more"],
    ["invalid-token-metadata", { val_split: 2 }, {}, "metadata.json does not hold: val_split: must be 0 to 1"],
    ["invalid-json", {}, { "metadata.json": "{" }, undefined],
  ])("refuses with %s, %j", async (code, change, given, message) => {
    const error = await errorOf(() => openTokenSet(folder(change, given as Record<string, string | Uint8Array>)));
    expect(error.code).toBe(code);
    if (message !== undefined) expect(error.message).toBe(message);
  });

  test("refuses a file that is missing, or is none", async () => {
    const { "val.bin": _, ...rest } = files;
    const root = folderOf(rest);
    expect((await errorOf(() => openTokenSet(root))).message).toBe("there is no file val.bin");
    mkdirSync(join(root, "val.bin"));
    expect((await errorOf(() => openTokenSet(root))).message).toBe("there is no file val.bin");
    expect((await errorOf(() => openTokenSet(join(root, "none")))).code).toBe("file-not-found");
  });

  test("stops when it is told to", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const opening = openTokenSet(folder(), { signal: controller.signal, onProgress: () => controller.abort(reason) });
    await expect(opening).rejects.toBe(reason);
  });
});

describe("blocks", () => {
  const train = (options: object) => opened(folder(), (set) => windows(set, { split: "train", length: 4, ...options }));

  test("follow each other; the last is shorter, or left out", async () => {
    const whole = [
      [0, TRAIN.slice(0, 4)],
      [4, TRAIN.slice(4, 8)],
    ];
    expect(await train({})).toEqual([...whole, [8, TRAIN.slice(8)]]);
    expect(await train({ tail: "drop" })).toEqual(whole);
    expect(await train({ length: 3 })).toHaveLength(3);
    expect(await train({ length: 100 })).toEqual([[0, TRAIN]]);
    expect(await train({ length: 100, tail: "drop" })).toEqual([]);
  });

  test("may overlap, so that each token but the first is predicted once, or leave gaps", async () => {
    expect((await train({ length: 5, stride: 4 })).map(([offset, tokens]) => [offset, tokens.length])).toEqual([
      [0, 5],
      [4, 5],
    ]);
    expect((await train({ length: 4, stride: 3 })).map(([offset, tokens]) => [offset, tokens.length])).toEqual([
      [0, 4],
      [3, 4],
      [6, 3],
    ]);
    expect((await train({ length: 1, stride: 4 })).map(([offset]) => offset)).toEqual([0, 4, 8]);
  });

  test.each([{ length: 0 }, { length: 1.5 }, { length: 2 ** 25 }, { stride: 0 }])("refuse %j", async (options) => {
    expect((await errorOf(() => train(options))).code).toBe("invalid-window");
  });

  test("of more tokens than are read at once are all there", async () => {
    const n = 1_300_000;
    const data = Uint16Array.from({ length: n }, (_, i) => i % 50_000);
    const root = folder(
      { total_tokens: n, train_tokens: n, val_tokens: 0 },
      { "train.bin": new Uint8Array(data.buffer) },
    );
    await opened(root, async (set) => {
      let next = 0;
      let wrong = 0;
      for await (const { offset, tokens } of set.blocks({ split: "train", length: 1025, stride: 1024 })) {
        expect(offset).toBe(next);
        for (const [i, token] of tokens.entries()) if (token !== (offset + i) % 50_000) wrong++;
        next += 1024;
      }
      expect([wrong, next]).toEqual([0, Math.ceil((n - 1) / 1024) * 1024]);
    });
  });

  test("stop when told to, when the set is closed, and when the file became shorter", async () => {
    const root = folder();
    const set = await openTokenSet(root);
    const controller = new AbortController();
    const reason = new Error("enough");
    const reading = set.blocks({ split: "train", length: 2, signal: controller.signal });
    await reading.next();
    controller.abort(reason);
    await expect(reading.next()).rejects.toBe(reason);
    truncateSync(join(root, "train.bin"), 4);
    expect((await errorOf(() => windows(set, { split: "train", length: 2 }))).code).toBe("file-changed");
    await set.close();
    expect((await errorOf(() => windows(set, { split: "train", length: 2 }))).code).toBe("closed-token-set");
  });
});
