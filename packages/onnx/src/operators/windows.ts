import { addDims, type Dim, floorDim } from "../shape/dim.ts";
import type { AttributeSpec, RuleContext } from "./operator.ts";
import { wrongAttribute, wrongShape } from "./refuse.ts";

/** How a window moves over one spatial axis. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** Places added before the first, and after the last element. */
  readonly before: number;
  readonly after: number;
  /** How many places the window takes. */
  readonly count: Dim;
}

/** What of a node says how its windows move. */
export type WindowContext = Pick<RuleContext, "node" | "attributes" | "shapes">;

/** Two spatial axes of known sides, with the windows over each. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly vertical: Window & { readonly count: number };
  readonly horizontal: Window & { readonly count: number };
}

const FLAT: Plane["vertical"] = { size: 1, stride: 1, dilation: 1, before: 0, after: 0, count: 1 };

/** Attributes that convolutions and poolings share. */
export const WINDOW_ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  auto_pad: { type: "string", default: "NOTSET", values: ["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"] },
  kernel_shape: { type: "ints" },
  pads: { type: "ints" },
  strides: { type: "ints" },
};

/** Windows of a convolution or pooling over the axes after the first two. Throws `wrong-operand-shape`, `invalid-attribute`. */
export function windows(context: WindowContext, kernel: readonly Dim[], { ceil = false } = {}): Window[] {
  const { attributes } = context;
  const spatial = context.shapes[0]!.slice(2);
  if (spatial.length < 1 || spatial.length > 2 || kernel.length !== spatial.length) {
    throw wrongShape(context, "it needs one or two axes after batch and channels, and a window of as many");
  }
  if (kernel.some((side) => typeof side !== "number")) throw wrongShape(context, "the window has no known size");
  const list = (name: string, each: number, length = spatial.length) => {
    const values = attributes.has(name) ? attributes.ints(name) : new Array<number>(length).fill(each);
    if (values.length !== length || values.some((value) => value < each || value > 2 ** 31)) {
      throw wrongAttribute(context, `${name} [${values}] does not suit ${spatial.length} axes`, values);
    }
    return values;
  };
  const [strides, dilations, pads] = [list("strides", 1), list("dilations", 1), list("pads", 0, spatial.length * 2)];
  const auto = attributes.text("auto_pad");
  return spatial.map((side, axis) => {
    const [size, stride, dilation] = [kernel[axis] as number, strides[axis], dilations[axis]];
    const reach = (size - 1) * dilation + 1;
    if (size < 1) throw wrongShape(context, "the window is empty");
    const base = { size, stride, dilation };
    if (auto.startsWith("SAME")) return { ...base, ...same(side, stride, reach, auto === "SAME_LOWER") };
    const [before, after] = auto === "VALID" ? [0, 0] : [pads[axis], pads[axis + spatial.length]];
    const free = addDims(side, before + after - reach);
    if (typeof free === "number" && free < 0)
      throw wrongShape(context, `a window of ${reach} is larger than axis ${axis + 2}`);
    return { ...base, before, after, count: countPlaces(free, side, { stride, before, ceil }) };
  });
}

/** Axes whose sides are numbers, and the windows over them; a single axis is a plane of height 1. */
export function planeOf(spatial: readonly number[], found: readonly Window[]): Plane {
  const known = found as readonly Plane["vertical"][];
  const [height, width] = spatial.length === 1 ? [1, spatial[0]] : spatial;
  const [vertical, horizontal] = known.length === 1 ? [FLAT, known[0]] : known;
  return { height, width, vertical, horizontal };
}

function countPlaces(
  free: Dim,
  side: Dim,
  { stride, before, ceil }: { stride: number; before: number; ceil: boolean },
): Dim {
  if (!ceil) return addDims(floorDim(free, stride), 1);
  if (typeof free !== "number" || typeof side !== "number") return stride === 1 ? addDims(free, 1) : null;
  const count = Math.ceil(free / stride) + 1;
  // A window that would begin in the padding behind the data is left out.
  return (count - 1) * stride >= side + before ? count - 1 : count;
}

function same(side: Dim, stride: number, reach: number, lower: boolean) {
  const count = stride === 1 ? side : floorDim(addDims(side, stride - 1), stride);
  // Where the side has only a name, the padding follows once it runs.
  if (typeof side !== "number" || typeof count !== "number") return { before: 0, after: 0, count };
  const total = Math.max(0, (count - 1) * stride + reach - side);
  const less = Math.floor(total / 2);
  return lower ? { before: total - less, after: less, count } : { before: less, after: total - less, count };
}
