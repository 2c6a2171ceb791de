import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateDim } from "../testing/evaluate-dim.ts";
import { addDims, type Dim, divideDims, floorDim, multiplyDims } from "./dim.ts";

const names = { a: 7, b: 12, c: 5 };
const leaf = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom("a", "b", "c"));

/** Each step combines the expression so far with another leaf, beside the number it stands for. */
const steps = fc.array(fc.tuple(fc.constantFrom("add", "multiply", "floor", "divide"), leaf), { maxLength: 7 });

test("expressions stand for the numbers they are computed from", () => {
  let symbolic = 0;
  fc.assert(
    fc.property(leaf, steps, (start, list) => {
      let dim: Dim = start;
      let value = evaluateDim(start, names)!;
      for (const [kind, other] of list) {
        const by = evaluateDim(other, names)!;
        if (kind === "add") [dim, value] = [addDims(dim, other), value + by];
        else if (kind === "multiply") [dim, value] = [multiplyDims([dim, other]), value * by];
        else if (kind === "floor") [dim, value] = [floorDim(dim, by + 1), Math.floor(value / (by + 1))];
        else {
          const quotient = divideDims(multiplyDims([dim, other]), other);
          if (by === 0 || quotient === undefined || quotient === null) continue;
          expect(evaluateDim(quotient, names)).toBe(value);
        }
        if (dim === null) return;
        if (typeof dim === "string") symbolic++;
        expect(evaluateDim(dim, names)).toBe(value);
      }
    }),
    { seed: 20261122, numRuns: 3000 },
  );
  expect(symbolic).toBeGreaterThan(4000);
});

test("nothing times anything is nothing", () => {
  expect(multiplyDims([null, 0])).toBe(0);
  expect(multiplyDims(["batch", 0])).toBe(0);
  expect(multiplyDims([null, 2])).toBeNull();
});

test("equal sides have one spelling", () => {
  expect(multiplyDims(["seq", 4, "batch", 2])).toBe("8*batch*seq");
  expect(multiplyDims(["batch", multiplyDims([8, "seq"])])).toBe("8*batch*seq");
  expect(addDims(addDims("seq", 3), -3)).toBe("seq");
  expect(addDims("seq", "seq")).toBe("2*seq");
  expect(addDims("b", "a")).toBe(addDims("a", "b"));
  expect(divideDims("8*batch*seq", "2*seq")).toBe("4*batch");
  expect(divideDims(7, 2)).toBeUndefined();
  expect(divideDims("batch", 2)).toBeNull();
});

test("a foreign name is taken whole, whatever letters it has", () => {
  expect(multiplyDims(["floor(s0/2 + 1/2)", 2])).toBe("2*floor(s0/2 + 1/2)");
  expect(addDims("a)b(+1", 2)).toBe("(a)b(+1+2)");
});

test("expressions that only grow are given up", () => {
  let dim: Dim = "side";
  for (let i = 0; i < 64; i++) dim = multiplyDims([dim, dim]);
  expect(dim).toBeNull();
});
