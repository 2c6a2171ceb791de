import { expect, test } from "vitest";
import { passes } from "./passes.ts";

test("the two sizes used last stay open, others are closed, and each opens when it is first needed", async () => {
  const log: string[] = [];
  const all = passes(async (count) => {
    log.push(`open ${count}`);
    return { run: async () => count, close: async () => void log.push(`close ${count}`) };
  });
  for (const count of [4, 4, 1, 4, 7, 4, 1]) expect(await all.run(count, {})).toBe(count);
  expect(log).toEqual(["open 4", "open 1", "open 7", "close 1", "open 1", "close 7"]);
  await all.close();
  expect(log.slice(-2)).toEqual(["close 4", "close 1"]);
});

test("when a pass fails, all are closed and open again when they are needed", async () => {
  const log: string[] = [];
  let fails = false;
  const all = passes(async (count) => {
    log.push(`open ${count}`);
    return {
      async run() {
        if (fails) throw new Error("no memory");
        return count;
      },
      close: async () => void log.push(`close ${count}`),
    };
  });
  await all.run(4, {});
  await all.run(2, {});
  fails = true;
  await expect(all.run(4, {})).rejects.toThrow("no memory");
  fails = false;
  expect(await all.run(2, {})).toBe(2);
  expect(log).toEqual(["open 4", "open 2", "close 2", "close 4", "open 2"]);
});
