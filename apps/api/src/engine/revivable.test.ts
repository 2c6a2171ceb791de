import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test, vi } from "vitest";
import { revivable } from "./revivable.ts";

const crashed = () => new TinyCatsError("worker-crashed", "it ended", { remedy: "again" });

function counting() {
  let starts = 0;
  return { start: vi.fn(async () => ({ number: ++starts })), onEnd: vi.fn() };
}

test("work that its model ends under is done again with another; many find it ended and one is started", async () => {
  const { start, onEnd } = counting();
  const one = await revivable(start, { onEnd });
  const work = async ({ number }: { number: number }) => {
    if (number === 1) throw crashed();
    return number;
  };
  expect(await Promise.all([one.use(work), one.use(work), one.use(work)])).toEqual([2, 2, 2]);
  expect(start).toHaveBeenCalledTimes(2);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test("work that ends two models is not tried a third time, and the next finds a new one", async () => {
  const { start } = counting();
  const one = await revivable(start);
  const work = vi.fn(async () => {
    throw crashed();
  });
  await expect(one.use(work)).rejects.toMatchObject({ code: "worker-crashed" });
  expect(work).toHaveBeenCalledTimes(2);
  expect(await one.use(async ({ number }) => number)).toBe(3);
});

test("an error of the work itself starts nothing", async () => {
  const { start, onEnd } = counting();
  const one = await revivable(start, { onEnd });
  await expect(one.use(() => Promise.reject(new Error("unreadable")))).rejects.toThrow("unreadable");
  expect(start).toHaveBeenCalledTimes(1);
  expect(onEnd).not.toHaveBeenCalled();
});

test("a restart that fails is told to those who asked, and tried again", async () => {
  const { start } = counting();
  const one = await revivable(start);
  start.mockRejectedValueOnce(new Error("no memory"));
  const ends = vi.fn().mockRejectedValueOnce(crashed()).mockResolvedValue("done");
  await expect(one.use(ends)).rejects.toThrow("no memory");
  expect(await one.use(ends)).toBe("done");
});

test("one that was stopped stays ended", async () => {
  const { start, onEnd } = counting();
  const one = await revivable(start, { onEnd });
  one.stop();
  await expect(one.use(() => Promise.reject(crashed()))).rejects.toMatchObject({ code: "worker-crashed" });
  expect(start).toHaveBeenCalledTimes(1);
  expect(onEnd).not.toHaveBeenCalled();
});

test("where the first does not start there is none", async () => {
  await expect(revivable(() => Promise.reject(new Error("no model")))).rejects.toThrow("no model");
});
