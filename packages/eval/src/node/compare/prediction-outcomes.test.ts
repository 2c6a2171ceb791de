import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { predictionOutcomes } from "./prediction-outcomes.ts";

test("says of each picture whether it was told rightly, wherever the columns stand", () => {
  const text = 'predicted,file,sha256,label\r\nBengal,a.png,0,Bengal\r\nOther,"b,c.png",0,Bengal\r\n';
  expect([...predictionOutcomes(text)]).toEqual([
    ["a.png", true],
    ["b,c.png", false],
  ]);
});

test.each([
  ["predictions-mismatch", ""],
  ["predictions-mismatch", "file,label\n"],
  ["predictions-mismatch", "file,label,predicted\na,b,c\na,b,b\n"],
  ["invalid-csv", "file,label,predicted\na,b\n"],
])("%s for %j", async (code, text) => {
  expect((await errorOf(() => predictionOutcomes(text))).code).toBe(code);
});

test("whatever text a stranger gives, it is read or refused with a code", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é"), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, async (rows) => {
      const result = await Promise.resolve(`file,label,predicted\n${rows}`)
        .then(predictionOutcomes)
        .catch((error) => error.code);
      expect(result instanceof Map || ["invalid-csv", "predictions-mismatch"].includes(result)).toBe(true);
    }),
    { seed: 9, numRuns: 500 },
  );
});
