/** A flow's state: one or more pictures side by side, flat. Float64 serves studies of convergence. */
export type State = Float32Array | Float64Array;

/**
 * dx/dt at state `x` and time `t` in [0, 1]: a new array of the same length.
 * It must not keep `x`, change it, or transfer its buffer unless told that `spent` holds: then `x` is its own to do with as it likes,
 * but to answer with. It may be singular at t = 1, where no solver asks for it.
 */
export type Velocity<S extends State = Float32Array> = (
  x: S,
  t: number,
  options: { signal?: AbortSignal; spent?: boolean },
) => Promise<S> | S;

/** What a solver tells after each interval; both arrays are copies, safe to keep or to change. */
export interface SolverStep<S extends State = Float32Array> {
  /** Intervals finished, from 1. */
  step: number;
  /** Intervals in all. */
  steps: number;
  /** The time reached. */
  time: number;
  /** The state at that time. */
  state: S;
  /** The clean picture as the flow sees it so far: x + (1 - t) v, from the interval's first evaluation. */
  estimate: S;
}

/** How to stop a solver and how to follow it. */
export interface SolverOptions<S extends State = Float32Array> {
  /** Stops before the next evaluation of the velocity, by throwing its reason. */
  signal?: AbortSignal;
  onStep?: (step: SolverStep<S>) => void;
}

/**
 * Integrates dx/dt = velocity(x, t) from `x`, the state at times[0], to the last of `times`; `x` stays as it is.
 *
 * `times` are at least two, ascending, within [0, 1]. Where the last time is 1, the last interval is one Euler step: the
 * velocity may be singular there and is never asked for. Arithmetic is in double, results are of the type of `x`.
 * @throws TinyCatsError "invalid-times", "invalid-velocity" or "non-finite-velocity"; what `velocity` throws; `signal`'s reason
 */
export type Solver = <S extends State>(
  velocity: Velocity<S>,
  x: S,
  times: readonly number[],
  options?: SolverOptions<S>,
) => Promise<S>;
