// Sums the JSON reports that every test runner leaves in its package's test-reports folder.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

function reportFolders(root) {
  return ["packages", "apps", "tooling"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name, "test-reports")),
  );
}

export function clearReports(root) {
  for (const folder of reportFolders(root)) rmSync(folder, { recursive: true, force: true });
}

/** Vitest and Playwright write different reports: both reduce to passed, failed, skipped. */
function tally(report) {
  if ("numTotalTests" in report) {
    const skipped = report.numPendingTests + report.numTodoTests;
    const failedSuites = report.testResults.filter(
      (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + failedSuites.length, skipped };
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** Prints the last line every run ends with; returns the exit code. */
export function countTests(root, { code }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of reportFolders(root).filter(existsSync)) {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
      const part = tally(JSON.parse(readFileSync(join(folder, name), "utf8")));
      for (const key of Object.keys(total)) total[key] += part[key];
    }
  }
  if (code !== 0 && total.failed === 0) process.stdout.write("A check other than a test failed: see above.\n");
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return code || (total.failed > 0 || total.passed === 0 ? 1 : 0);
}
