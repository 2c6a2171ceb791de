import type { Value } from "@tiny-cats/onnx";
import { selfAttention } from "../gpt2/self-attention.ts";
import { linear } from "../layers/linear.ts";
import type { ModelGraph } from "../layers/model-graph.ts";
import type { NanEchoConfig } from "./config.ts";
import { maskedLinear } from "./masked-linear.ts";

/**
 * Causal attention whose scores s are squeezed to softplus(s - h) - softplus(-s - h) before softmax, where h is a threshold that every sequence's
 * mean decides: later tokens too have their say in it.
 */
export function adaptiveAttention(m: ModelGraph, config: NanEchoConfig, name: string, x: Value, places: Value): Value {
  const { g, weight } = m;
  const threshold = config.enable_adaptive_attention ? attentionThreshold(m, config, name, x) : undefined;
  const softplus = (value: Value) => g.op("Softplus", [value]);
  const visible = g.gather(g.gather(weight(`${name}.mask`), places, 2), places, 3);
  const mask = g.op("Where", [
    g.op("Equal", [visible, 0]),
    g.constant(m.dtype, [], [Number.NEGATIVE_INFINITY]),
    g.constant(m.dtype, [], [0]),
  ]);
  const mixed = selfAttention(m, linear(m, `${name}.qkv`, x), config.n_embd, {
    heads: config.n_head,
    scored(scores) {
      if (!threshold) return g.add(scores, mask);
      const squeezed = g.sub(softplus(g.sub(scores, threshold)), softplus(g.sub(g.sub(0, threshold), scores)));
      return g.add(squeezed, mask);
    },
  });
  return maskedLinear(m, `${name}.out_proj`, weight(`${name}.connection_mask.mask`), mixed);
}

/** [batch, 1, 1, 1], within the configured bounds. */
function attentionThreshold(m: ModelGraph, config: NanEchoConfig, name: string, x: Value): Value {
  const { g } = m;
  const { attention_threshold_min: low, attention_threshold_max: high, cognitive_load_factor } = config;
  const mean = g.reduceMean(x, [1]);
  const load = g.sigmoid(linear(m, `${name}.cognitive_load_estimator`, mean));
  const hidden = g.relu(linear(m, `${name}.threshold_net.0`, mean));
  const base = g.sigmoid(linear(m, `${name}.threshold_net.2`, hidden));
  const threshold = g.mul(g.add(g.mul(base, high - low), low), g.add(g.mul(load, cognitive_load_factor), 1));
  return g.reshape(g.clip(threshold, low, high), [-1, 1, 1, 1]);
}
