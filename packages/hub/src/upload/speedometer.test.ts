import { expect, test } from "vitest";
import { speedometer } from "./speedometer.ts";

test("the speed of the fastest second", () => {
  let time = 0;
  const speed = speedometer(() => time);
  expect(speed.peak()).toBe(0);
  speed.sent(1e6);
  time = 500;
  speed.sent(1e6);
  expect(speed.peak()).toBeCloseTo(4);
  time = 1500;
  speed.sent(5e6);
  time = 2100;
  speed.sent(1e6);
  expect(speed.peak()).toBeCloseTo(5);
});
