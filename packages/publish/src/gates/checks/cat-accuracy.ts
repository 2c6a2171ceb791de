import type { EvaluationReport } from "@tiny-cats/schema";
import { LAYOUT } from "../../layout.ts";
import { matching, withoutReport } from "../folder/matching.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const REMEDY =
  "measure it on pictures that were held out: tiny-cats eval classifier --model <folder> --data <image set> --split val --out evaluation/evaluation_report.json";

/** A classifier tells cats from what is none, on pictures that it was not trained on. The worst of several reports counts. */
export const catAccuracy: ModelGate = {
  name: "cat-accuracy",
  needs: "reports",
  kinds: ["classifier"],
  async run(model, { published, thresholds }) {
    const threshold = thresholds.min_cat_accuracy;
    const rest = { threshold, remedy: REMEDY, places: [LAYOUT.evaluation, LAYOUT.classification] };
    const found = matching(
      published.reports.evaluations.filter(({ report }) => report.task === "image-classification"),
      model,
      published,
    );
    if (found.own.length === 0) return withoutReport(found, "how well it tells cats from what is none", rest);
    const seen = found.own.find(({ report }) => !isHeldOut(report));
    if (seen)
      return failed(`${seen.path} was measured on ${splitOf(seen.report)}, not on val or test pictures held out`, rest);
    const values = found.own.flatMap(({ path, report }) => {
      const accuracy = report.classification?.cat_not_cat?.accuracy;
      return accuracy === undefined ? [] : [{ path, accuracy, on: splitOf(report), n: report.measured.n }];
    });
    const [worst] = values.sort((a, b) => a.accuracy - b.accuracy);
    if (!worst) return notMeasured(`${found.own[0].path} does not tell cats from what is none`, rest);
    const { accuracy: value, path, on, n } = worst;
    const told = `${value} of ${n} pictures, ${on} (${path})`;
    if (value > threshold) return passed(told, { value, threshold });
    return failed(`${told} is not above ${threshold}`, {
      value,
      threshold,
      remedy: "train the classifier longer or on more pictures of Other, and evaluate it again",
    });
  },
};

function isHeldOut({ measured: { data } }: EvaluationReport): boolean {
  return data !== null && (data.split === "val" || data.split === "test") && data.seen_in_training !== true;
}

function splitOf({ measured: { data } }: EvaluationReport): string {
  if (!data) return "data that it does not name";
  return `${data.split} of ${data.name}${data.seen_in_training ? ", seen in training" : ""}`;
}
