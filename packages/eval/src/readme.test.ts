import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import { vectorPath } from "../../../tooling/golden/vector-path.ts";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = (language: string) =>
  [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, code]) => (name === language ? [code] : []));

/** What an example of the README prints in a folder, this package being its source. */
function run(example: string, folder = temporaryFolder()): { stdout: string; stderr: string } {
  const script = example.replace(/"(@tiny-cats\/[\w/-]+)"/g, (_, name: string) => {
    const own = { "@tiny-cats/eval": "./index.ts", "@tiny-cats/eval/node": "./node/index.ts" }[name];
    return JSON.stringify(own ? new URL(own, import.meta.url).href : import.meta.resolve(name));
  });
  writeFileSync(join(folder, "example.mjs"), script);
  return spawnSync(process.execPath, ["--no-warnings", "example.mjs"], { cwd: folder, encoding: "utf8" });
}

test("the README's examples run", () => {
  const [first, second, ...others] = examples("js");
  expect(others).toEqual([]);
  expect(run(first)).toMatchObject({ stderr: "", stdout: "0.667 1 0\n2.000000 [ 4, 4 ] 2\n" });
  expect(run(second)).toMatchObject({ stderr: "", stdout: "3 0.95 Bengal/4.png not-a-picture\n" });
});

test("the README's example of language models runs where there is what it names", () => {
  const [example, ...others] = examples("ts");
  expect(others).toEqual([]);
  const { tokens, tokenizer } = readVectors<{ tokens: number[]; tokenizer: object }>("eval-language");
  const counts = { total_tokens: tokens.length + 1, train_tokens: 1, val_tokens: tokens.length };
  const folder = folderOf({
    "ckpt.pt": readFileSync(vectorPath("architectures/nanogpt.pt")),
    "tokenizer/tokenizer.json": JSON.stringify(tokenizer),
    "tokens/metadata.json": JSON.stringify({ tokenizer_type: "made-up", vocab_size: 31, ...counts }),
    "tokens/train.bin": new Uint8Array(2),
    "tokens/val.bin": new Uint8Array(tokens.flatMap((token) => [token & 255, token >> 8])),
  });
  const { stdout, stderr } = run(example, folder);
  const [n, perplexity, bitsPerByte] = stdout.trim().split(" ");
  expect(n).toBe("149");
  // What nothing is known of has the perplexity of the vocabulary's 31 tokens.
  expect(Number(perplexity)).toBeGreaterThan(10);
  expect(Number(bitsPerByte)).toBeGreaterThan(0);
  expect(stderr).toMatch(/^\rconverting: \d+ of \d+\r[\s\S]*measuring: 149 of 149$/);
});
