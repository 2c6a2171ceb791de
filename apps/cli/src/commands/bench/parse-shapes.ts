import type { Shapes } from "@tiny-cats/bench";
import { usageError } from "../../usage-error.ts";

/** Shapes from their texts, such as "input_ids=1,128"; a name may hold any letters. @throws TinyCatsError "invalid-option-value" */
export function parseShapes(texts: readonly string[]): Shapes {
  const shapes = texts.map((text): [string, (number | string)[]] => {
    const at = text.lastIndexOf("=");
    const sides = text.slice(at + 1).split(",");
    if (at < 1 || !sides.every((side) => /^(?:\d{1,15}|[A-Za-z_]\w*)$/.test(side))) throw invalid(text);
    return [text.slice(0, at), sides.map((side) => (/^\d/.test(side) ? Number(side) : side))];
  });
  const names = shapes.map(([name]) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw invalid(twice);
  return Object.fromEntries(shapes);
}

function invalid(text: string) {
  return usageError("invalid-option-value", `--shape can't be "${text.slice(0, 64)}"`, {
    value: text,
    remedy: "give an input's name and its sides, such as input_ids=1,128, each input once",
  });
}
