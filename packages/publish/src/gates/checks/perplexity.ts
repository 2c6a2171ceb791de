import { LAYOUT } from "../../layout.ts";
import { matching, withoutReport } from "../folder/matching.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const REMEDY =
  "measure it on text that was held out: tiny-cats publish --data <token set>, or tiny-cats eval lm --model <folder> --data <token set> --out evaluation/evaluation_report.json";

/** A language model's perplexity is known, of text that was held out, and below what is set. The worst of several reports counts. */
export const perplexity: ModelGate = {
  name: "perplexity",
  needs: "reports",
  kinds: ["language"],
  async run(model, { published, thresholds }) {
    const threshold = thresholds.max_perplexity;
    const rest = { threshold, remedy: REMEDY, places: [LAYOUT.evaluation] };
    const found = matching(
      published.reports.evaluations.filter(({ report }) => report.task === "text-generation"),
      model,
      published,
    );
    if (found.own.length === 0) return withoutReport(found, "its perplexity", rest);
    const seen = found.own.find(({ report: { measured } }) => {
      const { data } = measured;
      return data === null || data.split === "train" || data.seen_in_training === true;
    });
    if (seen) return failed(`${seen.path} was measured on text of its training`, rest);
    const values = found.own.flatMap(({ path, report }) => {
      const value = report.language?.perplexity;
      return typeof value === "number" ? [{ path, value, n: report.measured.n }] : [];
    });
    const [worst] = values.sort((a, b) => b.value - a.value);
    if (!worst) return notMeasured(`${found.own[0].path} has no perplexity`, rest);
    const { value, path, n } = worst;
    const told = `${value.toFixed(2)} of ${n} tokens (${path})`;
    if (threshold === null || value <= threshold) return passed(told, { value, threshold });
    return failed(`${told} is above ${threshold}`, {
      value,
      threshold,
      remedy: "train the model longer, and evaluate it again",
    });
  },
};
