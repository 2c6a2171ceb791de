import type { ConvSpec } from "../layers/conv-spec.ts";
import { makeDivisible } from "../layers/make-divisible.ts";
import type { MobileNetV3Config } from "./config.ts";

/** Input, expanded width, output, kernel, stride, squeeze-and-excitation, hard swish instead of ReLU (table 2 of the paper). */
const TABLE: readonly (readonly [number, number, number, number, number, boolean, boolean])[] = [
  [16, 16, 16, 3, 2, true, false],
  [16, 72, 24, 3, 2, false, false],
  [24, 88, 24, 3, 1, false, false],
  [24, 96, 40, 5, 2, true, true],
  [40, 240, 40, 5, 1, true, true],
  [40, 240, 40, 5, 1, true, true],
  [40, 120, 48, 5, 1, true, true],
  [48, 144, 48, 5, 1, true, true],
  [48, 288, 96, 5, 2, true, true],
  [96, 576, 96, 5, 1, true, true],
  [96, 576, 96, 5, 1, true, true],
];

/** Squeeze-and-excitation: two 1x1 convolutions with bias, `<name>.fc1` and `<name>.fc2`. */
export interface Squeeze {
  readonly name: string;
  readonly width: number;
  readonly narrow: number;
}

/** An inverted residual of MobileNetV3. The first has nothing to expand. */
export interface MobileNetV3Block {
  readonly expand?: ConvSpec;
  readonly filter: ConvSpec;
  readonly squeeze?: Squeeze;
  readonly reduce: ConvSpec;
  readonly isResidual: boolean;
  readonly hardSwish: boolean;
}

/** The layers of MobileNetV3-small under torchvision's names. */
export function mobileNetV3Layers({ batch_norm_eps: epsilon }: MobileNetV3Config): {
  first: ConvSpec;
  blocks: readonly MobileNetV3Block[];
  last: ConvSpec;
} {
  const spec = (path: string, input: number, output: number, side = 1, stride = 1, groups = 1): ConvSpec => ({
    conv: `${path}.0`,
    norm: `${path}.1`,
    epsilon,
    input,
    output,
    kernel: [side, side],
    stride,
    groups,
  });
  const blocks = TABLE.map(([input, wide, output, side, stride, squeezes, hardSwish], i): MobileNetV3Block => {
    let next = 0;
    const path = () => `features.${i + 1}.block.${next++}`;
    return {
      ...(wide !== input && { expand: spec(path(), input, wide) }),
      filter: spec(path(), wide, wide, side, stride, wide),
      ...(squeezes && { squeeze: { name: path(), width: wide, narrow: makeDivisible(Math.floor(wide / 4), 8) } }),
      reduce: spec(path(), wide, output),
      isResidual: stride === 1 && input === output,
      hardSwish,
    };
  });
  return { first: spec("features.0", 3, 16, 3, 2), blocks, last: spec("features.12", 96, 576) };
}

/** Every convolution with a normalisation, in the order of torchvision's file. */
export function mobileNetV3Convs(config: MobileNetV3Config): ConvSpec[] {
  const { first, blocks, last } = mobileNetV3Layers(config);
  return [
    first,
    ...blocks.flatMap(({ expand, filter, reduce }) => (expand ? [expand, filter, reduce] : [filter, reduce])),
    last,
  ];
}
