import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGradient } from "../../testing/check-gradient.ts";

interface Case {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly strides?: readonly number[];
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
  readonly group?: number;
  readonly auto_pad?: string;
}

const cases: Record<string, Case> = {
  pointwise: { x: [2, 3, 2, 3], w: [4, 3, 1, 1] },
  "pointwise, many features on few places": { x: [2, 5, 1, 2], w: [6, 5, 1, 1] },
  "pointwise with stride": { x: [1, 2, 5, 4], w: [3, 2, 1, 1], strides: [2, 2] },
  "pointwise with padding": { x: [1, 2, 2, 3], w: [2, 2, 1, 1], pads: [1, 0, 2, 1] },
  plain: { x: [2, 2, 4, 5], w: [3, 2, 3, 3], pads: [1, 1, 1, 1] },
  "padding beyond the kernel": { x: [1, 1, 3, 3], w: [1, 1, 2, 2], pads: [3, 2, 4, 3] },
  "unlike sides and padding": { x: [1, 2, 5, 4], w: [2, 2, 2, 3], pads: [0, 1, 1, 0] },
  strided: { x: [2, 2, 6, 6], w: [2, 2, 3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  "strided with elements left over": { x: [1, 1, 8, 7], w: [2, 1, 3, 2], strides: [3, 4] },
  "stride beyond the kernel": { x: [1, 1, 7, 9], w: [1, 1, 2, 1], strides: [4, 3], pads: [1, 0, 0, 1] },
  "large stem": { x: [1, 3, 9, 9], w: [2, 3, 7, 7], strides: [2, 2], pads: [3, 3, 3, 3] },
  dilated: { x: [1, 2, 7, 6], w: [2, 2, 3, 2], dilations: [2, 3], pads: [2, 1, 0, 2] },
  "dilated and strided": { x: [1, 1, 9, 10], w: [1, 1, 3, 2], dilations: [2, 3], strides: [3, 2], pads: [1, 2, 2, 1] },
  "dilation and stride with a common divisor": {
    x: [1, 1, 9, 10],
    w: [1, 1, 3, 3],
    dilations: [2, 4],
    strides: [2, 2],
  },
  depthwise: { x: [2, 3, 4, 5], w: [3, 1, 3, 3], group: 3, pads: [1, 1, 1, 1] },
  "depthwise, strided, with elements left over": {
    x: [2, 2, 7, 8],
    w: [2, 1, 3, 3],
    group: 2,
    strides: [2, 3],
    pads: [0, 1, 1, 0],
  },
  "depthwise, dilated": {
    x: [1, 2, 7, 6],
    w: [2, 1, 3, 2],
    group: 2,
    dilations: [2, 3],
    strides: [2, 1],
    pads: [1, 2, 1, 0],
  },
  "depthwise with several features a channel": { x: [2, 2, 4, 4], w: [6, 1, 2, 2], group: 2 },
  groups: { x: [2, 4, 4, 4], w: [6, 2, 3, 3], group: 2, pads: [1, 1, 1, 1], strides: [2, 1] },
  "groups of many channels": { x: [1, 8, 2, 2], w: [2, 4, 1, 1], group: 2 },
  "one axis": { x: [2, 3, 7], w: [4, 3, 3], pads: [1, 1] },
  "one axis, strided and dilated": { x: [2, 2, 9], w: [2, 2, 3], pads: [2, 0], strides: [2], dilations: [3] },
  "one axis, depthwise": { x: [2, 3, 6], w: [3, 1, 2], group: 3, strides: [2] },
  "same padding": { x: [1, 2, 5, 6], w: [2, 2, 3, 2], auto_pad: "SAME_UPPER", strides: [2, 2] },
  "same padding before": { x: [1, 2, 5, 4], w: [2, 2, 2, 3], auto_pad: "SAME_LOWER" },
  "one window": { x: [2, 2, 3, 3], w: [2, 2, 3, 3] },
  "windows that see only part": { x: [1, 1, 5, 5], w: [1, 1, 2, 2], strides: [5, 4] },
};

function check({ x, w, ...attributes }: Case, bias = true) {
  return checkGradient({
    shapes: [x, w, ...(bias ? [[w[0]]] : [])],
    make: (g, inputs) => g.op("Conv", inputs, attributes),
  });
}

describe("the gradient of a convolution", () => {
  test.each(Object.entries(cases))("%s", (_, one) => {
    check(one);
  });
  test("of random sides", () => {
    const axis = fc.record({
      size: fc.integer({ min: 1, max: 3 }),
      extra: fc.integer({ min: 0, max: 4 }),
      stride: fc.integer({ min: 1, max: 4 }),
      dilation: fc.integer({ min: 1, max: 3 }),
      before: fc.integer({ min: 0, max: 3 }),
      after: fc.integer({ min: 0, max: 3 }),
    });
    const arbitrary = fc.record({
      axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
      batch: fc.integer({ min: 1, max: 2 }),
      group: fc.integer({ min: 1, max: 3 }),
      inner: fc.integer({ min: 1, max: 2 }),
      outer: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ axes, batch, group, inner, outer }) => {
        const reach = axes.map(({ size, dilation, extra, before, after }) =>
          Math.max(1, (size - 1) * dilation + 1 + extra - before - after),
        );
        check(
          {
            x: [batch, group * inner, ...reach],
            w: [group * outer, inner, ...axes.map(({ size }) => size)],
            group,
            strides: axes.map(({ stride }) => stride),
            dilations: axes.map(({ dilation }) => dilation),
            pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
          },
          false,
        );
      }),
      { seed: 10, numRuns: 40 },
    );
    expect.hasAssertions();
  });
});
