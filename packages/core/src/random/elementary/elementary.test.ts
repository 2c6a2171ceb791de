import { describe, expect, test } from "vitest";
import { float64, readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { exp } from "./exp.ts";
import { LN2_HIGH, LN2_LOW } from "./ln2.ts";
import { log } from "./log.ts";
import { cosTurns, sinTurns } from "./turns.ts";

type Table = { x: string; y: string };
const golden = readVectors<Record<"log" | "exp" | "sinTurns" | "cosTurns", Table>>("random-elementary");

/** How many doubles lie between two, counted along the number line. */
function ulps(a: number, b: number): number {
  const [i, j] = new BigInt64Array(Float64Array.of(a, b).buffer);
  const ordered = (bits: bigint) => (bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits);
  const distance = ordered(i) - ordered(j);
  return Number(distance < 0n ? -distance : distance);
}

function worst(f: (x: number) => number, { x, y }: Table): number {
  const [xs, ys] = [float64(x), float64(y)];
  expect(xs.length).toBeGreaterThan(1000);
  return Math.max(...xs.map((value, i) => ulps(f(value), ys[i])));
}

describe("against correctly rounded values", () => {
  test("log is within 1 ulp", () => {
    expect(worst(log, golden.log)).toBeLessThanOrEqual(1);
  });

  test("exp is within 2 ulp", () => {
    expect(worst(exp, golden.exp)).toBeLessThanOrEqual(2);
  });

  test("sin and cos of turns are within 2 ulp", () => {
    expect(worst(sinTurns, golden.sinTurns)).toBeLessThanOrEqual(2);
    expect(worst(cosTurns, golden.cosTurns)).toBeLessThanOrEqual(2);
  });
});

test("values that are exact", () => {
  expect(log(1)).toBe(0);
  expect(exp(0)).toBe(1);
  for (const whole of [0, 1, -3, 2 ** 40]) {
    expect([0, 0.25, 0.5, 0.75].map((turns) => cosTurns(whole + turns))).toEqual(
      [1, 0, -1, 0].map((v) => expect.closeTo(v, 15)),
    );
    expect(sinTurns(whole + 0.25)).toBe(1);
    expect(Math.abs(sinTurns(whole + 0.5))).toBe(0);
    expect(cosTurns(whole + 0.5)).toBe(-1);
  }
});

test("the two parts of ln 2 leave room for an exponent and add up", () => {
  expect(LN2_HIGH + LN2_LOW).toBe(Math.LN2);
  expect(Number.isInteger(LN2_HIGH * 2 ** 32)).toBe(true);
});
