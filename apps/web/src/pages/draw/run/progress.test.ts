import { describe, expect, test } from "vitest";
import { drawingManifest } from "../../../testing/drawing-manifest.ts";
import { firstDraft } from "../settings/first-draft.ts";
import { readDraft } from "../settings/read-draft.ts";
import { createFrameThrottle } from "./frame-throttle.ts";
import { createQuarters } from "./quarters.ts";
import { stepCosts } from "./step-costs.ts";
import { createTimeLeft } from "./time-left.ts";

const manifest = drawingManifest();
const planOf = (change = {}) => readDraft({ ...firstDraft(manifest), ...change }, manifest).plan!;

describe("what a picture costs", () => {
  test.each([
    [{ solver: "euler", guidance: "1", steps: "4" }, [1, 1, 1, 1]],
    [{ solver: "heun", guidance: "1", steps: "4" }, [2, 2, 2, 1]],
    [{ solver: "rk4", guidance: "1", steps: "3" }, [4, 4, 1]],
    [{ solver: "euler", guidance: "2", steps: "10", from: "0.2", to: "0.5" }, [1, 1, 2, 2, 2, 2, 1, 1, 1, 1]],
    [{ solver: "ab2", guidance: "2", steps: "2", from: "0", to: "1" }, [2, 2]],
    [{ steps: "1" }, [1]],
  ])("%j", (change, costs) => expect(stepCosts(planOf(change))).toEqual(costs));
});

describe("the time left", () => {
  test("is that of the steps measured, by their costs", () => {
    let at = 1000;
    const left = createTimeLeft([2, 2, 1], 2, () => at);
    expect(left.unit()).toBeUndefined();
    at += 900;
    // The first step warmed up: 450 ms each of the eight that are left.
    expect(left.step(1)).toEqual({ share: 0.2, secondsLeft: 3.6 });
    expect(left.unit()).toBeUndefined();
    at += 200;
    expect(left.step(2)).toEqual({ share: 0.4, secondsLeft: 0.6 });
    expect(left.unit()).toBe(100);
    at += 100;
    expect(left.step(3).secondsLeft).toBeCloseTo(0.5);
    for (const [step, cost] of [
      [1, 2],
      [2, 2],
      [3, 1],
    ]) {
      at += 200 * cost;
      left.step(step);
    }
    expect(left.unit()).toBeCloseTo(1300 / 8);
  });

  test("is nothing at the end", () => {
    let at = 0;
    const left = createTimeLeft([1], 1, () => at);
    at = 50;
    expect(left.step(1)).toEqual({ share: 1, secondsLeft: 0 });
  });
});

test("quarters are said once each, the highest reached", () => {
  const quarters = createQuarters();
  const shares = [0, 0.1, 0.25, 0.3, 0.8, 0.99, 1, 1];
  expect(shares.map(quarters)).toEqual([undefined, undefined, 25, undefined, 75, undefined, 100, undefined]);
  const thirds = createQuarters();
  expect(Array.from({ length: 10 }, (_, i) => thirds((i + 1) * 0.1)).filter(Boolean)).toEqual([25, 50, 75, 100]);
});

describe("previews", () => {
  const screen = () => {
    const frames = new Map<number, () => void>();
    let next = 1;
    return {
      frames,
      request: (callback: () => void) => {
        frames.set(next, callback);
        return next++;
      },
      cancel: (frame: number) => void frames.delete(frame),
      paint() {
        const now = [...frames.values()];
        frames.clear();
        for (const callback of now) callback();
      },
    };
  };

  test("are shown once a frame, the latest of them", () => {
    const { request, cancel, paint, frames } = screen();
    const shown: number[] = [];
    const throttle = createFrameThrottle<number>((value) => shown.push(value), request, cancel);
    throttle.push(1);
    throttle.push(2);
    expect([shown, frames.size]).toEqual([[], 1]);
    paint();
    paint();
    throttle.push(3);
    paint();
    expect(shown).toEqual([2, 3]);
  });

  test("that wait are dropped, even where the frame comes all the same", () => {
    const { request, paint } = screen();
    const shown: number[] = [];
    const throttle = createFrameThrottle<number>(
      (value) => shown.push(value),
      request,
      () => undefined,
    );
    throttle.push(1);
    throttle.clear();
    throttle.clear();
    throttle.push(2);
    paint();
    expect(shown).toEqual([2]);
  });
});
