import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { openTokenSet } from "./open-token-set.ts";

test("any bytes with any metadata are opened if they agree, and refused by a typed error if not", async () => {
  const root = temporaryFolder();
  const few = fc.integer({ min: 0, max: 4 });
  const files = fc.record({
    train: fc.uint8Array({ maxLength: 9 }),
    val: fc.uint8Array({ maxLength: 5 }),
    train_tokens: few,
    val_tokens: fc.integer({ min: 0, max: 2 }),
    vocab_size: fc.constantFrom(1, 256, 40_000, 65_536, 65_537),
  });
  const outcomes = new Map<string, number>();
  const property = fc.asyncProperty(files, async ({ train, val, train_tokens, val_tokens, vocab_size }) => {
    writeFileSync(join(root, "train.bin"), train);
    writeFileSync(join(root, "val.bin"), val);
    const metadata = {
      tokenizer_type: "x",
      vocab_size,
      train_tokens,
      val_tokens,
      total_tokens: train_tokens + val_tokens,
    };
    writeFileSync(join(root, "metadata.json"), JSON.stringify(metadata));
    const holds = (bytes: Uint8Array, tokens: number) =>
      tokens === 0 ||
      (bytes.length === 2 * tokens && new Uint16Array(bytes.slice().buffer).every((token) => token < vocab_size));
    const agrees = vocab_size <= 65_536 && holds(train, train_tokens) && holds(val, val_tokens);
    let outcome = "opened";
    try {
      await (await openTokenSet(root)).close();
    } catch (error) {
      if (!isTinyCatsError(error)) throw error;
      outcome = error.code;
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    expect(outcome === "opened").toBe(agrees);
  });
  await fc.assert(property, { seed: 8, numRuns: 400 });
  expect([...outcomes.keys()].sort()).toEqual(["corrupt-tokens", "invalid-token-metadata", "opened"]);
});
