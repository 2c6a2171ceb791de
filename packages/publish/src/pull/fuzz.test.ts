import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseChecksums } from "../checksums/parse-checksums.ts";
import { parsePullSource } from "./pull-source.ts";

const RUNS = { seed: 20261122, numRuns: 2000 };

/** What a call gives; undefined for a typed refusal with a remedy and of bounded length. */
function taken<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    expect(error.remedy).not.toBe("");
    expect(error.message.length).toBeLessThan(1000);
    return undefined;
  }
}

test("SHA256SUMS, damaged anyhow, is read as its lines say or refused", () => {
  const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
  const line = fc
    .tuple(sha256, fc.constantFrom("  ", " *", " ", "\t"), fc.string({ maxLength: 20 }))
    .map((parts) => parts.join(""));
  let read = 0;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.string()), { maxLength: 6 }),
      fc.constantFrom("\n", "\r\n"),
      (lines, end) => {
        const sums = taken(() => parseChecksums(lines.join(end)));
        if (!sums) return;
        read++;
        for (const [path, hash] of sums) {
          expect(hash).toMatch(/^[0-9a-f]{64}$/);
          expect(lines.join(end)).toContain(path);
        }
      },
    ),
    RUNS,
  );
  expect(read).toBeGreaterThan(50);
  expect(read).toBeLessThan(RUNS.numRuns);
});

test("a source is a name and a revision that go into no path by themselves, or is refused", () => {
  const part = fc.oneof(
    fc.stringMatching(/^[\w.-]{1,20}$/),
    fc.string({ maxLength: 30 }),
    fc.constantFrom("..", "datasets", "x".repeat(500)),
  );
  let read = 0;
  fc.assert(
    fc.property(part, part, fc.option(part), (owner, name, revision) => {
      const text = `${owner}/${name}${revision === null ? "" : `@${revision}`}`;
      const source = taken(() => parsePullSource(text));
      if (!source) return;
      read++;
      expect(source.repo).toMatch(/^\w[\w.-]*\/\w[\w.-]*$/);
      expect(source.repo).not.toContain("..");
      expect(source.revision).not.toMatch(/\s/);
      expect(`${source.repo}@${source.revision}`.startsWith(text)).toBe(true);
    }),
    RUNS,
  );
  expect(read).toBeGreaterThan(50);
  expect(read).toBeLessThan(RUNS.numRuns);
});
