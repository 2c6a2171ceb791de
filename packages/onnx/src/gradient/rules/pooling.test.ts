import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGradient } from "../../testing/check-gradient.ts";

describe("the gradient of a pooling", () => {
  test("of random sides", () => {
    const axis = fc.record({
      size: fc.integer({ min: 1, max: 3 }),
      extra: fc.integer({ min: 0, max: 3 }),
      stride: fc.integer({ min: 1, max: 4 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      before: fc.integer({ min: 0, max: 1 }),
      after: fc.integer({ min: 0, max: 1 }),
    });
    const arbitrary = fc.record({
      op: fc.constantFrom("MaxPool", "AveragePool"),
      axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
      ceil_mode: fc.constantFrom(0, 1),
      count_include_pad: fc.constantFrom(0, 1),
      batch: fc.integer({ min: 1, max: 2 }),
      channels: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ op, axes, batch, channels, count_include_pad, ceil_mode }) => {
        const dilated = axes.map((one) => ({ ...one, size: Math.max(one.size, 1 + Math.max(one.before, one.after)) }));
        checkGradient({
          shapes: [[batch, channels, ...dilated.map(({ size, dilation, extra }) => (size - 1) * dilation + 1 + extra)]],
          // Apart by more than the step, so that none overtakes another.
          fill: (_, i) => ((i * 37) % 101) / 101,
          make: (g, [x]) =>
            g.op(op, [x], {
              kernel_shape: dilated.map(({ size }) => size),
              strides: dilated.map(({ stride }) => stride),
              dilations: dilated.map(({ dilation }) => dilation),
              pads: [...dilated.map(({ before }) => before), ...dilated.map(({ after }) => after)],
              ceil_mode,
              ...(op === "AveragePool" && { count_include_pad }),
            }),
        });
      }),
      { seed: 10, numRuns: 60 },
    );
    expect.hasAssertions();
  });
});
