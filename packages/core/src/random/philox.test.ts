import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { philox4x32 } from "./philox.ts";

const run = (counter: number[], key: number[]) => {
  const out = new Uint32Array(4);
  philox4x32(counter, key, out);
  return [...out];
};

/** The paper's round on BigInt, where nothing can overflow. */
function reference(counter: number[], key: number[]): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * c0;
    const p1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff));

describe("philox4x32", () => {
  test.each([
    { counter: [0, 0, 0, 0], key: [0, 0], expected: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      expected: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      expected: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])("gives the known answer of Random123 for $counter", ({ counter, key, expected }) => {
    expect(run(counter, key)).toEqual(expected);
  });

  test("agrees with arithmetic on big integers", () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(run(counter, key)).toEqual(reference(counter, key));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test("one flipped bit of counter or key flips half of the output's bits", () => {
    let flipped = 0;
    const trials = 192 * 40;
    for (let i = 0; i < trials; i++) {
      const words = Uint32Array.from({ length: 6 }, (_, j) => Math.imul(i * 6 + j + 1, 0x9e3779b1));
      const before = run([...words.subarray(0, 4)], [...words.subarray(4)]);
      words[(i % 192) >> 5] ^= 1 << (i & 31);
      const after = run([...words.subarray(0, 4)], [...words.subarray(4)]);
      for (let j = 0; j < 4; j++) flipped += popcount(before[j] ^ after[j]);
    }
    // Binomial with probability 1/2: four standard deviations either side.
    const bits = 128 * trials;
    expect(Math.abs(flipped - bits / 2)).toBeLessThan(4 * Math.sqrt(bits / 4));
  });
});

function popcount(x: number): number {
  let count = 0;
  for (let rest = x >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}
