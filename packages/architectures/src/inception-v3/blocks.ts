import type { ConvSpec } from "../layers/conv-spec.ts";

/** Pooling before the convolution of a branch: over windows of 3x3. */
export type Pooling = "average" | "max" | "reduce";

/** One way through a block; where `ends` are told the last values are two, side by side. */
export interface Branch {
  readonly pool?: Pooling;
  readonly convs: readonly ConvSpec[];
  readonly ends?: readonly ConvSpec[];
}

/** A layer of the network: convolutions one after the other, pooling, or branches that are joined. */
export type InceptionLayer = ConvSpec | "pool" | readonly Branch[];

/** Output channels, kernel sides and stride of a convolution; none pads at stride 2. */
type Step = readonly [name: string, output: number, height?: number, width?: number, stride?: number];

const EPSILON = 0.001;

function conv(path: string, input: number, [name, output, height = 1, width = height, stride = 1]: Step): ConvSpec {
  const isPadded = stride === 1 && !/^Conv2d_(2a|4a)/.test(name);
  return {
    conv: `${path}${name}.conv`,
    norm: `${path}${name}.bn`,
    epsilon: EPSILON,
    input,
    output,
    kernel: [height, width],
    stride,
    padding: isPadded ? [Math.floor(height / 2), Math.floor(width / 2)] : 0,
  };
}

function branch(
  path: string,
  input: number,
  steps: readonly Step[],
  more: { pool?: Pooling; ends?: readonly Step[] } = {},
) {
  let width = input;
  const convs = steps.map((step) => {
    const spec = conv(path, width, step);
    width = spec.output;
    return spec;
  });
  const { pool, ends } = more;
  return { convs, ...(pool && { pool }), ...(ends && { ends: ends.map((step) => conv(path, width, step)) }) };
}

function blockA(path: string, input: number, pooled: number): Branch[] {
  return [
    branch(path, input, [["branch1x1", 64]]),
    branch(path, input, [
      ["branch5x5_1", 48],
      ["branch5x5_2", 64, 5],
    ]),
    branch(path, input, [
      ["branch3x3dbl_1", 64],
      ["branch3x3dbl_2", 96, 3],
      ["branch3x3dbl_3", 96, 3],
    ]),
    branch(path, input, [["branch_pool", pooled]], { pool: "average" }),
  ];
}

function blockB(path: string, input: number): Branch[] {
  return [
    branch(path, input, [["branch3x3", 384, 3, 3, 2]]),
    branch(path, input, [
      ["branch3x3dbl_1", 64],
      ["branch3x3dbl_2", 96, 3],
      ["branch3x3dbl_3", 96, 3, 3, 2],
    ]),
    branch(path, input, [], { pool: "reduce" }),
  ];
}

function blockC(path: string, input: number, narrow: number): Branch[] {
  return [
    branch(path, input, [["branch1x1", 192]]),
    branch(path, input, [
      ["branch7x7_1", narrow],
      ["branch7x7_2", narrow, 1, 7],
      ["branch7x7_3", 192, 7, 1],
    ]),
    branch(path, input, [
      ["branch7x7dbl_1", narrow],
      ["branch7x7dbl_2", narrow, 7, 1],
      ["branch7x7dbl_3", narrow, 1, 7],
      ["branch7x7dbl_4", narrow, 7, 1],
      ["branch7x7dbl_5", 192, 1, 7],
    ]),
    branch(path, input, [["branch_pool", 192]], { pool: "average" }),
  ];
}

function blockD(path: string, input: number): Branch[] {
  return [
    branch(path, input, [
      ["branch3x3_1", 192],
      ["branch3x3_2", 320, 3, 3, 2],
    ]),
    branch(path, input, [
      ["branch7x7x3_1", 192],
      ["branch7x7x3_2", 192, 1, 7],
      ["branch7x7x3_3", 192, 7, 1],
      ["branch7x7x3_4", 192, 3, 3, 2],
    ]),
    branch(path, input, [], { pool: "reduce" }),
  ];
}

function blockE(path: string, input: number, pool: Pooling): Branch[] {
  return [
    branch(path, input, [["branch1x1", 320]]),
    branch(path, input, [["branch3x3_1", 384]], {
      ends: [
        ["branch3x3_2a", 384, 1, 3],
        ["branch3x3_2b", 384, 3, 1],
      ],
    }),
    branch(
      path,
      input,
      [
        ["branch3x3dbl_1", 448],
        ["branch3x3dbl_2", 384, 3],
      ],
      {
        ends: [
          ["branch3x3dbl_3a", 384, 1, 3],
          ["branch3x3dbl_3b", 384, 3, 1],
        ],
      },
    ),
    branch(path, input, [["branch_pool", 192]], { pool }),
  ];
}

/**
 * The network of the Frechet distance under pytorch-fid's names. It differs from torchvision's: average pooling leaves padding out, and
 * the last block pools by maximum.
 */
export const INCEPTION_LAYERS: readonly InceptionLayer[] = [
  conv("", 3, ["Conv2d_1a_3x3", 32, 3, 3, 2]),
  conv("", 32, ["Conv2d_2a_3x3", 32, 3]),
  conv("", 32, ["Conv2d_2b_3x3", 64, 3]),
  "pool",
  conv("", 64, ["Conv2d_3b_1x1", 80]),
  conv("", 80, ["Conv2d_4a_3x3", 192, 3]),
  "pool",
  blockA("Mixed_5b.", 192, 32),
  blockA("Mixed_5c.", 256, 64),
  blockA("Mixed_5d.", 288, 64),
  blockB("Mixed_6a.", 288),
  blockC("Mixed_6b.", 768, 128),
  blockC("Mixed_6c.", 768, 160),
  blockC("Mixed_6d.", 768, 160),
  blockC("Mixed_6e.", 768, 192),
  blockD("Mixed_7a.", 768),
  blockE("Mixed_7b.", 1280, "average"),
  blockE("Mixed_7c.", 2048, "max"),
];

/** Every convolution in the order of pytorch-fid's file. */
export const INCEPTION_CONVS: readonly ConvSpec[] = INCEPTION_LAYERS.flatMap((layer) => {
  if (layer === "pool") return [];
  if ("conv" in layer) return [layer];
  return layer.flatMap(({ convs, ends }) => [...convs, ...(ends ?? [])]);
});
