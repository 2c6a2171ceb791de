import { expect, test } from "vitest";
import { augmentation } from "./augmentation.ts";
import { type Changes, drawChanges } from "./draw-changes.ts";
import { openDraws } from "./open-draws.ts";

const N = 20_000;
const full = Array.from({ length: N }, (_, i) =>
  drawChanges(augmentation("full"), openDraws({ seed: 5, epoch: i % 7, index: Math.floor(i / 7) })),
);

/** The critical value of Kolmogorov and Smirnov at a significance of 1e-4. */
const FURTHEST = Math.sqrt(-Math.log(1e-4 / 2) / 2 / N);

const numbers: [string, number, number, (changes: Changes) => number][] = [
  ["angle", -15, 15, ({ angle }) => angle],
  ["translation across", -0.1, 0.1, ({ translate }) => translate[0]],
  ["translation down", -0.1, 0.1, ({ translate }) => translate[1]],
  ["scale", 0.9, 1.1, ({ scale }) => scale],
  ["brightness", 0.8, 1.2, ({ brightness }) => brightness],
  ["contrast", 0.8, 1.2, ({ contrast }) => contrast],
  ["saturation", 0.8, 1.2, ({ saturation }) => saturation],
];

test.each(numbers)("%s is spread evenly from %d to %d", (_, from, to, get) => {
  const shares = full.map((changes) => (get(changes) - from) / (to - from)).sort((a, b) => a - b);
  expect(shares[0]).toBeGreaterThanOrEqual(0);
  expect(shares[N - 1]).toBeLessThanOrEqual(1);
  expect(shares[0]).toBeLessThan(10 / N);
  expect(shares[N - 1]).toBeGreaterThan(1 - 10 / N);
  const distance = shares.reduce((most, share, i) => Math.max(most, share - i / N, (i + 1) / N - share), 0);
  expect(distance).toBeLessThan(FURTHEST);
});

test("no number goes with another", () => {
  const columns = numbers.map(([, from, to, get]) => full.map((c) => (2 * (get(c) - from)) / (to - from) - 1));
  columns.push(full.map(({ flip }) => (flip ? 1 : -1) / Math.sqrt(3)));
  for (const [i, a] of columns.entries()) {
    for (const b of columns.slice(0, i)) {
      const correlation = (3 * a.reduce((sum, value, at) => sum + value * b[at], 0)) / N;
      expect(Math.abs(correlation)).toBeLessThan(4.5 / Math.sqrt(N));
    }
  }
});

test("half are mirrored, and each order of colours comes as often", () => {
  const spread = (p: number) => 3.9 * Math.sqrt(N * p * (1 - p));
  expect(Math.abs(full.filter(({ flip }) => flip).length - N / 2)).toBeLessThan(spread(1 / 2));
  const orders = new Map<string, number>();
  for (const { order } of full) orders.set(order.join(), (orders.get(order.join()) ?? 0) + 1);
  expect(orders.size).toBe(6);
  for (const count of orders.values()) expect(Math.abs(count - N / 6)).toBeLessThan(spread(1 / 6));
  expect(full.every(({ order }) => new Set(order).size === 3)).toBe(true);
});

test("what one part of a recipe draws does not depend on the others", () => {
  const draw = openDraws({ seed: 1, epoch: 2, index: 3 });
  const whole = drawChanges(augmentation("full"), draw);
  expect(drawChanges(augmentation("medium"), draw)).toMatchObject({ flip: whole.flip, angle: whole.angle });
  const turned = { ...augmentation("none"), contrast: 0.2 };
  expect(drawChanges(turned, draw)).toMatchObject({ flip: false, scale: 1, brightness: 1, contrast: whole.contrast });
});

test("certain and impossible flips", () => {
  const draws = Array.from({ length: 100 }, (_, index) => openDraws({ seed: 0, epoch: 0, index }));
  expect(draws.every((draw) => drawChanges({ ...augmentation("none"), flip: 1 }, draw).flip)).toBe(true);
  expect(draws.some((draw) => drawChanges(augmentation("none"), draw).flip)).toBe(false);
});
