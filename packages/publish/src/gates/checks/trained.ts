import type { ModelGate } from "../gate.ts";
import { hasLeftOne } from "../models/has-left-one.ts";
import { matrixSign } from "../models/matrix-sign.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

/** Share of a model's matrices that may look as they began. */
const MOST_UNTOUCHED = 0.9;
const REMEDY = "publish a checkpoint of a training that has run; random and stand-in weights can't be published";

/** The weights were trained: by what the manifest says, by certain signs of the architecture, and by the numbers' own statistics. */
export const trained: ModelGate = {
  name: "trained",
  needs: "files",
  kinds: ["classifier", "generator", "language"],
  async run(model, { signal }) {
    const { provenance } = model.manifest;
    const threshold = MOST_UNTOUCHED;
    if (provenance?.untrained)
      return failed(`its manifest says that it is untrained: ${provenance.origin}`, { threshold, remedy: REMEDY });
    const warnings = provenance ? [] : ["the manifest does not say where the weights come from"];
    await using held = await weightTensors(model, signal ? { signal } : {});
    if (!held)
      return notMeasured("there are neither weights nor a graph to look at", {
        threshold,
        remedy: "put the weights that the manifest lists into the folder",
      });
    if (held.untrained !== undefined) return failed(held.untrained, { threshold, remedy: REMEDY });
    const signs = { random: 0, constant: 0, learnt: 0 };
    let moved = false;
    for (const tensor of held.tensors) {
      signal?.throwIfAborted();
      if (tensor.dimensions === 1) moved ||= await hasLeftOne(tensor);
      else {
        const sign = await matrixSign(tensor);
        if (sign) signs[sign]++;
      }
    }
    const total = signs.random + signs.constant + signs.learnt;
    if (total === 0) return passed("its matrices are too small to look random", { threshold, warnings });
    const value = (signs.random + signs.constant) / total;
    if (value < threshold)
      return passed(`${signs.learnt} of ${total} matrices show that they were trained`, { value, threshold, warnings });
    // A learning rate of 1e-4 takes hundreds of steps to show in matrices; in normalisations one step shows.
    const little = "its matrices still look random: it was trained little";
    if (moved && signs.random > signs.constant)
      return passed("its normalisations were trained", { value, threshold, warnings: [...warnings, little] });
    return failed(
      `${signs.random} of ${total} matrices are random numbers and ${signs.constant} are constants, as before the first step of training`,
      { value, threshold, warnings, remedy: REMEDY },
    );
  },
};
