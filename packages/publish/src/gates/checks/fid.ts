import { LAYOUT } from "../../layout.ts";
import { matching } from "../folder/matching.ts";
import type { ModelGate } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";

/** A generator's Frechet distance, where it was measured; elsewhere its kernel distance is judged. The worst of several reports counts. */
export const fid: ModelGate = {
  name: "fid",
  needs: "reports",
  kinds: ["generator"],
  async run(model, { published, thresholds }) {
    const threshold = thresholds.max_fid;
    const { own } = matching(published.reports.evaluations, model, published);
    const values = own.flatMap(({ path, report }) =>
      typeof report.fid === "number" ? [{ path, value: report.fid }] : [],
    );
    const [worst] = values.sort((a, b) => b.value - a.value);
    if (!worst) return undefined;
    const told = `${worst.value.toFixed(2)} (${worst.path})`;
    if (worst.value < threshold) return passed(told, { value: worst.value, threshold });
    return failed(`${told} is not below ${threshold}`, {
      value: worst.value,
      threshold,
      places: [LAYOUT.evaluation],
      remedy: "train the generator longer, and evaluate it again",
    });
  },
};
