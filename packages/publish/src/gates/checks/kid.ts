import type { GenerationManifest } from "@tiny-cats/schema";
import { LAYOUT } from "../../layout.ts";
import { matching, withoutReport } from "../folder/matching.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const REMEDY =
  "measure it against real pictures: tiny-cats eval generator --model <folder> --data <image set> --out evaluation/evaluation_report.json";

/** A generator's kernel distance, where its Frechet distance was not measured. The worst of several reports counts. */
export const kid: ModelGate = {
  name: "kid",
  needs: "reports",
  kinds: ["generator"],
  async run(model, { published, thresholds }) {
    const limit = (model.manifest as GenerationManifest).generation.kid_limit;
    const threshold = thresholds.max_kid ?? limit?.max ?? null;
    const rest = { threshold, remedy: REMEDY, places: [LAYOUT.evaluation] };
    const found = matching(
      published.reports.evaluations.filter(({ report }) => report.task === "class-conditional-image-generation"),
      model,
      published,
    );
    if (found.own.length === 0) return withoutReport(found, "how far its drawings are from real pictures", rest);
    if (found.own.some(({ report }) => typeof report.fid === "number")) return undefined;
    const extractor = thresholds.max_kid === null ? limit?.extractor : undefined;
    const values = found.own.flatMap(({ path, report }) => {
      const fits = extractor === undefined || report.extractor?.sha256 === extractor;
      return report.kid && fits ? [{ path, value: report.kid.mean, n: report.measured.n }] : [];
    });
    const [worst] = values.sort((a, b) => b.value - a.value);
    if (!worst)
      return notMeasured(
        extractor === undefined
          ? `${found.own[0].path} has neither FID nor KID`
          : `no report has a KID under the network of its limit, ${extractor.slice(0, 12)}`,
        rest,
      );
    const { value, path, n } = worst;
    const told = `${value.toFixed(4)} of ${n} drawings (${path})`;
    if (threshold === null)
      return notMeasured(`${told} has nothing to be held to`, {
        ...rest,
        value,
        remedy: "set generation.kid_limit in the generator's tiny-cats.json, or max_kid in a thresholds file",
      });
    if (value <= threshold) return passed(told, { value, threshold });
    return failed(`${told} is above ${threshold}`, {
      value,
      threshold,
      remedy: "train the generator longer, and evaluate it again",
    });
  },
};
