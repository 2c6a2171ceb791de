import type { ConvSpec } from "../layers/conv-spec.ts";
import { makeDivisible } from "../layers/make-divisible.ts";
import type { MobileNetV2Config } from "./config.ts";

/** Width of the stem's end and of every inverted residual. */
const WIDTHS = [16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320];
const STRIDES = [2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1];

/** An inverted residual: expand, filter by channel, reduce. */
interface MobileNetV2Block {
  readonly expand: ConvSpec;
  readonly filter: ConvSpec;
  readonly reduce: ConvSpec;
  readonly isResidual: boolean;
}

/** Every convolution of a MobileNetV2 under transformers' names. */
export interface MobileNetV2Layers {
  readonly first: ConvSpec;
  readonly filter: ConvSpec;
  readonly reduce: ConvSpec;
  readonly blocks: readonly MobileNetV2Block[];
  readonly last: ConvSpec;
}

/** The layers of a configuration. */
export function mobileNetV2Layers(config: MobileNetV2Config): MobileNetV2Layers {
  const { depth_multiplier, depth_divisible_by, min_depth, expand_ratio, layer_norm_eps: epsilon } = config;
  const divisible = (value: number) => makeDivisible(Math.round(value), depth_divisible_by, min_depth);
  const widths = WIDTHS.map((width) => divisible(width * depth_multiplier));
  const stem = divisible(32 * depth_multiplier);
  let side = config.image_size;
  const spec = (name: string, input: number, output: number, kernel: number, stride = 1, groups = 1): ConvSpec => {
    const path = `mobilenet_v2.${name}`;
    const padding = paddingOf(config, side, kernel, stride);
    side = Math.floor((side + padding[0] + padding[2] - kernel) / stride) + 1;
    return {
      conv: `${path}.convolution`,
      norm: `${path}.normalization`,
      epsilon,
      input,
      output,
      kernel: [kernel, kernel],
      stride,
      padding,
      groups,
    };
  };
  const first = spec("conv_stem.first_conv", 3, stem, 3, 2);
  const filter = spec("conv_stem.conv_3x3", stem, stem, 3, 1, stem);
  const reduce = spec("conv_stem.reduce_1x1", stem, widths[0], 1);
  const blocks = STRIDES.map((stride, i): MobileNetV2Block => {
    const [input, output] = [widths[i], widths[i + 1]];
    const wide = divisible(input * expand_ratio);
    return {
      expand: spec(`layer.${i}.expand_1x1`, input, wide, 1),
      filter: spec(`layer.${i}.conv_3x3`, wide, wide, 3, stride, wide),
      reduce: spec(`layer.${i}.reduce_1x1`, wide, output, 1),
      isResidual: stride === 1 && input === output,
    };
  });
  const features = config.finegrained_output && depth_multiplier < 1 ? 1280 : divisible(1280 * depth_multiplier);
  return { first, filter, reduce, blocks, last: spec("conv_1x1", widths[16], features, 1) };
}

/** Every convolution in the order of transformers' file. */
export function mobileNetV2Convs(config: MobileNetV2Config): ConvSpec[] {
  const { first, filter, reduce, blocks, last } = mobileNetV2Layers(config);
  return [first, filter, reduce, ...blocks.flatMap((block) => [block.expand, block.filter, block.reduce]), last];
}

function paddingOf(
  { tf_padding }: MobileNetV2Config,
  side: number,
  kernel: number,
  stride: number,
): [number, number, number, number] {
  const half = (kernel - 1) / 2;
  if (!tf_padding) return [half, half, half, half];
  const rest = side % stride;
  const total = Math.max(kernel - (rest === 0 ? stride : rest), 0);
  const before = Math.floor(total / 2);
  return [before, before, total - before, total - before];
}
