import type { PublishPlan } from "@tiny-cats/publish";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import { uploadLines } from "./upload-lines.ts";

const SIGNS = { add: "+", change: "~", keep: " ", delete: "-" } as const;

/** The plan of a publication of models in lines for people: what was looked at, the gates, every file, and what is missing. */
export function planLines(plan: PublishPlan): string[] {
  const { looked, gates, files, missing, expected_seconds: seconds } = plan;
  const sent = files.filter(({ change }) => change === "add" || change === "change");
  return [
    "looked at:",
    ...looked.map(
      ({ place, path, kind, taken, reason }) =>
        `  ${taken ? "taken" : "passed"}  ${place}  ${printable(path)}${kind ? ` (${kind})` : ""}: ${printable(reason)}`,
    ),
    `gates: ${gates.passed_checks} of ${gates.total_checks} passed`,
    ...gates.results.map(
      ({ name, model, passed, message: why }) =>
        `  ${passed ? "passed" : "missing, as allowed"}  ${model ? `${model} ` : ""}${name}: ${printable(why)}`,
    ),
    ...(missing.length > 0 ? ["missing:"] : []),
    ...missing.map(({ path, allowed_because }) => `  ${printable(path)}: ${printable(allowed_because)}`),
    ...uploadLines(plan, [
      ...files.map(({ path, bytes: size, change }) => `  ${SIGNS[change]} ${printable(path)}  ${bytes(size)}`),
      `${plural(sent.length, "file")} to send, ${bytes(plan.bytes)}; ${
        seconds === null
          ? "how long it takes is not known before the first upload"
          : `about ${Math.ceil(seconds)} s at the speed of the last upload`
      }`,
    ]),
  ];
}
