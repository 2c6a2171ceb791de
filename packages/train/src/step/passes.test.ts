import { expect, test } from "vitest";
import { passes } from "./passes.ts";

test("the two sizes used last stay open, others are closed, and each opens when it is first needed", async () => {
  const log: string[] = [];
  const all = passes(async (_: string, count) => {
    log.push(`open ${count}`);
    return { run: async () => count, close: async () => void log.push(`close ${count}`) };
  });
  for (const count of [4, 4, 1, 4, 7, 4, 1]) expect(await all.run("small", count, {})).toBe(count);
  expect(log).toEqual(["open 4", "open 1", "open 7", "close 1", "open 1", "close 7"]);
  await all.close();
  expect(log.slice(-2)).toEqual(["close 4", "close 1"]);
});

test("each graph has two sizes of its own, in whatever order they come", async () => {
  const log: string[] = [];
  const all = passes(async (graph: string, count) => {
    log.push(`open ${graph} ${count}`);
    return { run: async () => count, close: async () => void log.push(`close ${graph} ${count}`) };
  });
  for (const graph of ["small", "large", "large", "small", "large"]) {
    for (const count of [8, 8, 3]) await all.run(graph, count, {});
  }
  expect(log).toEqual(["open small 8", "open small 3", "open large 8", "open large 3"]);
  await all.run("large", 5, {});
  expect(log.slice(4)).toEqual(["open large 5", "close large 8"]);
});

test("when a pass fails, all are closed and open again when they are needed", async () => {
  const log: string[] = [];
  let fails = false;
  const all = passes(async (_: string, count) => {
    log.push(`open ${count}`);
    return {
      async run() {
        if (fails) throw new Error("no memory");
        return count;
      },
      close: async () => void log.push(`close ${count}`),
    };
  });
  await all.run("small", 4, {});
  await all.run("large", 2, {});
  fails = true;
  await expect(all.run("small", 4, {})).rejects.toThrow("no memory");
  fails = false;
  expect(await all.run("large", 2, {})).toBe(2);
  expect(log).toEqual(["open 4", "open 2", "close 2", "close 4", "open 2"]);
});
