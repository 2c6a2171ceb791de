import type { KnownWindow } from "../known-windows.ts";

/**
 * The gradient by one axis of a convolution's input, as a convolution of the gradient by its output.
 *
 * Input place stride * t + phase has met element `size` k of the kernel where phase + before - dilation * k is a multiple e of the stride,
 * from output t + e. So each phase has a kernel of its own over the output; they are laid out to one length.
 */
export interface Phases {
  /** Phases that met the kernel at all; the others have gradients of zero. */
  readonly active: readonly number[];
  /** For each active phase, for each tap: the kernel's element, or its size where there is none. */
  readonly taps: readonly (readonly number[])[];
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  /** Places at the front that padding below zero leaves out. */
  readonly skipped: number;
  /** Places of each phase. */
  readonly count: number;
}

export function phases({ side, size, stride, dilation, before, count }: KnownWindow): Phases {
  const meetings = Array.from({ length: Math.min(stride, side) }, (_, phase) =>
    Array.from({ length: size }, (_, k) => ({ k, from: (phase + before - dilation * k) / stride })).filter(({ from }) =>
      Number.isInteger(from),
    ),
  );
  // No window may see the data at all: then one tap that is not there stands for the kernel.
  if (meetings.flat().length === 0) meetings[0] = [{ k: size, from: 0 }];
  const all = meetings.flat().map(({ from }) => from);
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const step = all.reduce((divisor, from) => greatestDivisor(divisor, from - first), 0) || 1;
  const active = meetings.flatMap((met, phase) => (met.length > 0 ? [phase] : []));
  const places = Math.ceil(side / stride);
  return {
    active,
    taps: active.map((phase) =>
      Array.from(
        { length: (last - first) / step + 1 },
        (_, tap) => meetings[phase].find(({ from }) => from === first + tap * step)?.k ?? size,
      ),
    ),
    dilation: step,
    before: Math.max(0, -first),
    after: Math.max(0, places + last - count),
    skipped: Math.max(0, first),
    count: places,
  };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
