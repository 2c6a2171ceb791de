import type { GenerationManifest } from "@tiny-cats/schema";
import { texts } from "../../../texts.ts";
import { type Draft, recommended } from "./draft.ts";
import { type Filled, fillDraft } from "./fill-draft.ts";

const PLAIN = ["breed", "seed", "count", "index", "steps", "solver", "guidance", "rescale"] as const;

/**
 * The form that a link asks for; undefined where the query asks for nothing. What it doesn't name is as the model recommends, so that
 * a link means the same to everybody.
 */
export function readDrawQuery(
  query: URLSearchParams,
  before: Draft,
  manifest: GenerationManifest,
  { modelSha256 }: { modelSha256?: string } = {},
): Filled | undefined {
  const wanted: Partial<Draft> = {};
  for (const name of PLAIN) {
    const value = query.get(name);
    if (value !== null) wanted[name] = value;
  }
  const interval = query.get("guidance-interval");
  if (interval !== null) {
    const [from = "", ...to] = interval.split(",");
    Object.assign(wanted, { from, to: to.join() });
  }
  const times = query.get("times");
  if (times !== null) Object.assign(wanted, timesOf(times));
  if (Object.keys(wanted).length === 0) return undefined;
  const filled = fillDraft({ ...recommended(manifest), count: "1", index: "0", ...wanted }, before, manifest);
  const model = query.get("model");
  if (model !== null && modelSha256 && !(/^[0-9a-f]{8,64}$/.test(model) && modelSha256.startsWith(model)))
    filled.notices.push(texts.draw.link.otherModel);
  return filled;
}

function timesOf(text: string): Partial<Draft> {
  const [grid, numbers = ""] = text.split(/:(.*)/s);
  if (grid === "shifted") return { grid, shift: numbers };
  const [mean = "", ...std] = numbers.split(",");
  if (grid === "logit-normal") return { grid, mean, std: std.join() };
  return { grid: numbers === "" ? grid : text };
}
