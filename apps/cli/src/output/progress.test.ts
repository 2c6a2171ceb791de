import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeIo } from "../testing/fake-io.ts";
import { createProgress } from "./progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function run(total: number, { isTTY = false, quiet = false, columns = 80 } = {}) {
  const { stderr } = fakeIo({ terminal: { isTTY, columns } });
  const progress = createProgress(stderr, { label: "Working", total, quiet });
  for (let done = 1; done <= total; done++) {
    progress.update(done);
    vi.advanceTimersByTime(10);
  }
  progress.end();
  progress.end();
  return stderr.text();
}

test("where there is no terminal, a line for each tenth", () => {
  const tenths = run(200).trimEnd().split("\n");
  expect(tenths).toHaveLength(10);
  expect(tenths[0]).toBe("Working: 10 %");
  expect(tenths[9]).toBe("Working: 100 %");
});

test("short work is not worth a line", () => {
  expect(run(9)).toBe("");
});

test("on a terminal a bar that is redrawn at most 20 times a second, ends full and is taken away", () => {
  const text = run(100, { isTTY: true });
  expect(text.split("\r")).toHaveLength(1 + 20 + 1 + 1);
  expect(text).toContain(`Working ${"█".repeat(30)} 100 %`);
  expect(text.endsWith("\r\u001b[2K")).toBe(true);
});

test.each([30, 10])("a bar never wraps, as on a terminal of %i columns", (columns) => {
  for (const line of run(100, { isTTY: true, columns }).split("\r\u001b[2K"))
    expect(line.length).toBeLessThan(Math.max(columns, 15));
});

test("quiet is quiet", () => {
  expect(run(100, { isTTY: true, quiet: true })).toBe("");
  expect(run(100, { quiet: true })).toBe("");
});
