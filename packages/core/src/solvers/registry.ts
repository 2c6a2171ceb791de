import { TinyCatsError } from "@tiny-cats/schema/errors";
import { nearMatches } from "../labels.ts";
import { adamsBashforth2 } from "./adams-bashforth-2.ts";
import { euler } from "./euler.ts";
import { heun } from "./heun.ts";
import { midpoint } from "./midpoint.ts";
import { rk4 } from "./rk4.ts";
import type { Solver } from "./velocity.ts";

/** A solver and what it costs. */
export interface SolverEntry {
  solve: Solver;
  /** Order of convergence: halving the intervals divides the error by about 2^order. */
  order: number;
  /** Evaluations of the velocity (NFE) over `steps` intervals that end at time 1. */
  evaluations(steps: number): number;
}

/** The solvers by the names that manifests and commands use. */
export const solvers = {
  euler: { solve: euler, order: 1, evaluations: (steps) => steps },
  heun: { solve: heun, order: 2, evaluations: (steps) => 2 * steps - 1 },
  midpoint: { solve: midpoint, order: 2, evaluations: (steps) => 2 * steps - 1 },
  rk4: { solve: rk4, order: 4, evaluations: (steps) => 4 * steps - 3 },
  ab2: { solve: adamsBashforth2, order: 2, evaluations: (steps) => steps },
} as const satisfies Record<string, SolverEntry>;

/** A key of `solvers`. */
export type SolverName = keyof typeof solvers;

/**
 * The solver of that name.
 *
 * @throws TinyCatsError "unknown-solver" that lists the names
 */
export function findSolver(name: string): SolverEntry {
  if (Object.hasOwn(solvers, name)) return solvers[name as SolverName];
  const names = Object.keys(solvers);
  const near = nearMatches(name, names);
  throw new TinyCatsError("unknown-solver", `there is no solver "${name.slice(0, 64)}"`, {
    value: name,
    remedy: `${near.length > 0 ? `did you mean ${near.join(" or ")}? There are` : "use one of"} ${names.join(", ")}`,
  });
}
