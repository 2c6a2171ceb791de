import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Session, TensorInfo } from "./session.ts";

/** The refusal every mismatch between a manifest and its graph comes to. */
export function wrongModel(what: string, value: unknown): TinyCatsError {
  return new TinyCatsError("wrong-model", what, {
    value,
    remedy: "give the folder of a model made for this task, whose tiny-cats.json describes its graph",
  });
}

/** Whether `info` is a tensor of `dims`, as far as is known; a named dimension, on either side, agrees with any size. */
function agrees({ dims: known }: TensorInfo, dims: readonly (number | string)[]): boolean {
  if (!known) return true;
  return (
    known.length === dims.length &&
    known.every((size, axis) => typeof size === "string" || typeof dims[axis] === "string" || size === dims[axis])
  );
}

/**
 * Finds a tensor of a graph by its name, and checks type and dimensions.
 * A graph with one input (or output) alone may call it anything: older exports say `input` and `output`.
 */
export function expectTensor(
  session: Pick<Session, "inputs" | "outputs">,
  side: "inputs" | "outputs",
  name: string,
  dtype: string,
  dims: readonly (number | string)[],
): string {
  const infos = session[side];
  const info = infos.find((candidate) => candidate.name === name) ?? (infos.length === 1 ? infos[0] : undefined);
  if (!info)
    throw wrongModel(
      `the graph has no ${side.slice(0, -1)} "${name}"`,
      infos.map((candidate) => candidate.name),
    );
  if ((info.dtype ?? dtype) !== dtype || !agrees(info, dims)) {
    throw wrongModel(`"${info.name}" is ${info.dtype} [${info.dims}], not ${dtype} [${dims}]`, info);
  }
  return info.name;
}
