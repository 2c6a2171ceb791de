import { parseEvaluationReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareEvaluations } from "../compare/compare-evaluations.ts";
import { exampleClassifier, exampleGenerator, exampleLanguage } from "../testing/example-reports.ts";
import { evaluationHtml } from "./evaluation-html.ts";
import { evaluationMarkdown } from "./evaluation-markdown.ts";

const reports = [(await exampleClassifier(4)).report, exampleGenerator(), exampleLanguage()];

/** Keys that schema leaves open: whatever stands there must be passed over or shown as text. */
const OPEN = ["labels", "agreement", "memorisation", "noise", "broken", "remarks", "sampler"] as const;

test("whatever stands in keys that the schema leaves open, a report is written and compared, or refused with a code", async () => {
  const open = fc.record(
    Object.fromEntries(
      OPEN.map((key) => [
        key,
        fc.oneof(
          fc.jsonValue(),
          fc.record({ value: fc.jsonValue(), interval: fc.jsonValue(), per_class: fc.jsonValue() }),
        ),
      ]),
    ),
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...reports), open, fc.jsonValue(), async (report, change, causality) => {
      const changed = structuredClone({ ...report, ...change });
      if (changed.task === "text-generation")
        Object.assign(changed.language!, { causality: causality ?? {}, windows: causality ?? 1 });
      if (!parses(changed)) return;
      for (const text of [evaluationHtml({ report: changed }), evaluationMarkdown({ report: changed })])
        expect(text).toContain("How it was measured");
      const compared = await compareEvaluations(report, changed).catch((error) => error);
      if (isTinyCatsError(compared)) expect(compared.code).toBe("evaluations-incomparable");
      else expect(compared.task).toBe(report.task);
    }),
    { seed: 21, numRuns: 300 },
  );
});

function parses(value: unknown): boolean {
  try {
    parseEvaluationReport(value);
    return true;
  } catch {
    return false;
  }
}
