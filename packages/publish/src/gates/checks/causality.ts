import { checkCausality } from "@tiny-cats/eval";
import { openLanguageModel } from "@tiny-cats/eval/node";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { ModelGate } from "../gate.ts";
import { madeUpTokens } from "../models/made-up-tokens.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const TOLERANCE = 1e-4;
/** Leaks show in few tokens. */
const TOKENS = 24;
const MEND = "mend the model, whose loss says how well it copies: look for attention, means or gates over later tokens";
/** Its thresholds, shares of recursion and edge attention are means over all tokens. */
const NANECHO =
  "publish the GPT-2 in it, which does not: tiny-cats convert <checkpoint> --to hf --out <folder>, delete nanecho_extras.safetensors there, and publish with --language <folder> (its answers are not those of the whole); or train one with enable_adaptive_attention, enable_recursive_reasoning and enable_hypergraph_patterns off";

/** What a language model says of a text's beginning does not depend on its end. */
export const causality: ModelGate = {
  name: "causality",
  needs: "runs",
  kinds: ["language"],
  async run(model, { pool, signal }) {
    const { graph } = model;
    if (!graph || !(await isThere(model, graph)))
      return notMeasured("there is no graph to run", {
        threshold: TOLERANCE,
        places: [graph?.path ?? "onnx/model.onnx"],
        remedy: "make one: tiny-cats convert <checkpoint> --out <folder> --to onnx",
      });
    const stop = signal ? { signal } : {};
    await using asked = await openLanguageModel(await fileOf(model, graph), { pool, ...stop });
    const { tokens, vocabulary } = await madeUpTokens(asked, TOKENS, stop);
    const { causal, leak, largest } = await checkCausality((text) => asked.logits([text], stop), tokens, {
      vocabulary,
      tolerance: TOLERANCE,
      ...stop,
    });
    const rest = { value: largest, threshold: TOLERANCE };
    if (causal) return passed(`later tokens change earlier logits by ${largest.toPrecision(2)} at most`, rest);
    return failed(`it sees the future: later tokens change its logits from token ${leak} on`, {
      ...rest,
      remedy: model.manifest.architecture === "nanecho" ? NANECHO : MEND,
    });
  },
};
