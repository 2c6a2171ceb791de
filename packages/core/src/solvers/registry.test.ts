import { describe, expect, test } from "vitest";
import { findSolver, solvers } from "./registry.ts";
import { uniformTimes } from "./times.ts";

describe("findSolver", () => {
  test("finds each solver by its name", () => {
    expect(Object.keys(solvers)).toEqual(["euler", "heun", "midpoint", "rk4", "ab2"]);
    for (const [name, entry] of Object.entries(solvers)) expect(findSolver(name)).toBe(entry);
  });

  test.each(["", "dopri5", "toString", "__proto__"])("refuses %j and lists the names", (name) => {
    expect(() => findSolver(name)).toThrow(
      expect.objectContaining({
        code: "unknown-solver",
        value: name,
        remedy: "use one of euler, heun, midpoint, rk4, ab2",
      }),
    );
  });

  test.each([
    ["Euler", "euler"],
    ["huen", "heun"],
    ["mid-point", "midpoint"],
    ["rk5", "rk4"],
  ])("suggests a near match for %j", (name, meant) => {
    expect(() => findSolver(name)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining(`did you mean ${meant}?`) }),
    );
  });
});

test.each(Object.entries(solvers))("%s makes as many evaluations as it says", async (_, { solve, evaluations }) => {
  for (const steps of [1, 2, 3, 10, 50]) {
    let count = 0;
    await solve(
      (x) => {
        count++;
        return x;
      },
      Float32Array.of(1),
      uniformTimes(steps),
    );
    expect(count).toBe(evaluations(steps));
  }
});
