import { expect, test } from "vitest";
import { startTogether } from "./start-together.ts";

function untilAborted(_: unknown, { signal }: { signal: AbortSignal }): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

test("a refusal cancels those begun before it, and none of them is left unhandled", async () => {
  const begun: AbortSignal[] = [];
  const refused = new Error("refused");
  const start = (item: number, options: { signal: AbortSignal }) => {
    if (item === 2) throw refused;
    begun.push(options.signal);
    return untilAborted(item, options);
  };
  expect(() => startTogether([0, 1, 2, 3], start, { signal: new AbortController().signal })).toThrow(refused);
  expect(begun.map(({ reason }) => reason)).toEqual([refused, refused]);
  // An unhandled rejection would fail this run.
  await new Promise((resolve) => setTimeout(resolve));
});

test("all end by the request's signal or by being cancelled", async () => {
  const asking = new AbortController();
  const { started } = startTogether([1, 2], untilAborted, { signal: asking.signal });
  asking.abort(new Error("gone"));
  for (const job of started) await expect(job).rejects.toThrow("gone");
  const { started: others, cancel } = startTogether([1], untilAborted, { signal: new AbortController().signal });
  cancel(new Error("enough"));
  await expect(others[0]).rejects.toThrow("enough");
});
