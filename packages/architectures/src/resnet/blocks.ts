import type { ConvSpec } from "../layers/conv-spec.ts";
import type { ResNetConfig } from "./config.ts";

/** A residual block: its convolutions, and the one of its shortcut where the sizes change. */
export interface ResNetBlock {
  readonly shortcut?: ConvSpec;
  readonly convs: readonly ConvSpec[];
}

/** The first convolution and all blocks, under transformers' names. */
export function resNetBlocks(config: ResNetConfig): { stem: ConvSpec; blocks: readonly ResNetBlock[] } {
  const { embedding_size, hidden_sizes, depths, layer_type, batch_norm_eps: epsilon } = config;
  const spec = (path: string, input: number, output: number, side: number, stride = 1): ConvSpec => ({
    conv: `${path}.convolution`,
    norm: `${path}.normalization`,
    epsilon,
    input,
    output,
    kernel: [side, side],
    stride,
  });
  const blocks = hidden_sizes.flatMap((output, stage) =>
    Array.from({ length: depths[stage] }, (_, layer): ResNetBlock => {
      const path = `resnet.encoder.stages.${stage}.layers.${layer}`;
      const input = layer > 0 ? output : stage > 0 ? hidden_sizes[stage - 1] : embedding_size;
      const stride = stage > 0 && layer === 0 ? 2 : 1;
      const narrow = output / 4;
      const convs =
        layer_type === "basic"
          ? [spec(`${path}.layer.0`, input, output, 3, stride), spec(`${path}.layer.1`, output, output, 3)]
          : [
              spec(`${path}.layer.0`, input, narrow, 1),
              // Version 1.5: the stride is in the 3x3 convolution.
              spec(`${path}.layer.1`, narrow, narrow, 3, stride),
              spec(`${path}.layer.2`, narrow, output, 1),
            ];
      const changes = input !== output || stride !== 1;
      return { ...(changes && { shortcut: spec(`${path}.shortcut`, input, output, 1, stride) }), convs };
    }),
  );
  return { stem: spec("resnet.embedder.embedder", 3, embedding_size, 7, 2), blocks };
}

/** Every convolution of a ResNet in the order of transformers' file. */
export function resNetConvs(config: ResNetConfig): ConvSpec[] {
  const { stem, blocks } = resNetBlocks(config);
  return [stem, ...blocks.flatMap(({ shortcut, convs }) => (shortcut ? [shortcut, ...convs] : convs))];
}
