/** A flow's state: one or more pictures side by side, flat. Float64 serves studies of convergence. */
export type State = Float32Array | Float64Array;

/** dx/dt at state `x` and time `t` in [0, 1]. Must not keep or change `x`; returns a new array of the same length. */
export type Velocity<S extends State = Float32Array> = (x: S, t: number, options: { signal?: AbortSignal }) => Promise<S> | S;

/** What a solver tells after each interval. */
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

export interface SolverOptions<S extends State = Float32Array> {
  /** Stops between two evaluations of the velocity. */
  signal?: AbortSignal;
  onStep?: (step: SolverStep<S>) => void;
}

/**
 * Integrates dx/dt = velocity(x, t) from `x` at times[0] to the last of `times` (ascending).
 * Where the last time is 1, the last interval is one Euler step: the velocity may be singular there and is never asked for.
 */
export type Solver = <S extends State>(
  velocity: Velocity<S>,
  x: S,
  times: readonly number[],
  options?: SolverOptions<S>,
) => Promise<S>;
