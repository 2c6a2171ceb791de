import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { countTests } from "../../../scripts/count-tests.mjs";

const vitest = {
  numTotalTests: 6,
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [],
};
const broken = { ...vitest, numPassedTests: 0, testResults: [{ status: "failed", assertionResults: [] }] };
const playwright = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tiny-cats-count-"));
  for (const group of ["packages", "apps", "tooling"]) mkdirSync(join(root, group));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function count(reports: Record<string, object>, code = 0): { exit: number; printed: string } {
  rmSync(join(root, "packages", "a"), { recursive: true, force: true });
  mkdirSync(join(root, "packages", "a", "test-reports"), { recursive: true });
  for (const [name, report] of Object.entries(reports))
    writeFileSync(join(root, "packages", "a", "test-reports", `${name}.json`), JSON.stringify(report));
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  const exit = countTests(root, { code });
  write.mockRestore();
  return { exit, printed: lines.join("") };
}

test("sums both runners' reports", () => {
  expect(count({ unit: vitest, e2e: playwright }, 1)).toEqual({ exit: 1, printed: "8 passed, 4 failed, 4 skipped\n" });
});

test("a failure is a failure even when the tasks exited with 0", () => {
  expect(count({ unit: vitest }).exit).toBe(1);
});

test("a file that could not be run counts as failed", () => {
  expect(count({ unit: broken }, 1).printed).toContain("0 passed, 2 failed");
});

test("a failed check that is no test is said, and is a failure", () => {
  const passed = { ...vitest, numFailedTests: 0 };
  expect(count({ unit: passed }, 2)).toEqual({
    exit: 2,
    printed: "A check other than a test failed: see above.\n3 passed, 0 failed, 2 skipped\n",
  });
  expect(count({ unit: passed }).exit).toBe(0);
});

test("no test at all is a failure", () => {
  expect(count({})).toEqual({ exit: 1, printed: "0 passed, 0 failed, 0 skipped\n" });
});
