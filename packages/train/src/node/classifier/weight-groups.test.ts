import { mobileNetV2, mobileNetV3, resNet } from "@tiny-cats/architectures";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { classWeightsOf } from "./class-weights.ts";
import { weightGroups } from "./weight-groups.ts";

describe("the rate of a weight", () => {
  const rates = (names: Iterable<string>, head: string) => {
    const group = weightGroups([...names], { head, headRate: 10, layerDecay: 0.5 });
    return (name: string) => group(name, [4, 4]).rate;
  };

  test("halves with each block from the head on", () => {
    const rate = rates(mobileNetV2.tensors(mobileNetV2.presets["mobilenet-v2"]).keys(), "classifier");
    expect(rate("classifier.weight")).toBe(10);
    expect(rate("mobilenet_v2.conv_1x1.convolution.weight")).toBe(0.5);
    expect(rate("mobilenet_v2.layer.15.reduce_1x1.normalization.bias")).toBe(0.25);
    expect(rate("mobilenet_v2.layer.15.expand_1x1.convolution.weight")).toBe(0.25);
    expect(rate("mobilenet_v2.layer.0.expand_1x1.convolution.weight")).toBe(0.5 ** 17);
    expect(rate("mobilenet_v2.conv_stem.first_conv.convolution.weight")).toBe(0.5 ** 18);
  });

  test("knows the blocks of other networks", () => {
    const resnet = rates(resNet.tensors(resNet.presets.resnet18).keys(), "classifier.1");
    expect(resnet("resnet.encoder.stages.3.layers.1.layer.0.convolution.weight")).toBe(0.5);
    expect(resnet("resnet.encoder.stages.3.layers.0.shortcut.convolution.weight")).toBe(0.25);
    expect(resnet("resnet.embedder.embedder.convolution.weight")).toBe(0.5 ** 9);
    const small = rates(mobileNetV3.tensors(mobileNetV3.presets["mobilenet-v3-small"]).keys(), "classifier.3");
    expect(small("classifier.0.weight")).toBe(0.5);
    expect(small("features.12.0.weight")).toBe(0.25);
    expect(small("features.0.0.weight")).toBe(0.5 ** 14);
  });

  test("goes with decay for all that is no vector", () => {
    const group = weightGroups(["a.0.weight", "head.weight"], { head: "head", headRate: 3, layerDecay: 1 });
    expect(group("head.bias", [3])).toEqual({ decays: false, rate: 3 });
    expect(group("a.0.weight", [3, 3])).toEqual({ decays: true, rate: 1 });
  });
});

describe("class weights", () => {
  const labels = ["Bengal", "Birman", "Other"];
  const items = ["Bengal", "Other", "Other", "Other"].map((label) => ({ label }));

  test("are as told, or such that each label counts alike in all", () => {
    expect(classWeightsOf(undefined, labels, items)).toBeUndefined();
    expect(classWeightsOf({ Other: 0.5 }, labels, items)).toEqual([1, 1, 0.5]);
    expect(classWeightsOf("balanced", labels, items)).toEqual([4 / 3, 1, 4 / 9]);
  });

  test.each([[{ Dog: 1 }], [{ Other: -1 }], [{ Other: Number.NaN }]])("of %o are refused", async (given) => {
    const error = await errorOf(() => classWeightsOf(given as Record<string, number>, labels, items));
    expect(error).toMatchObject({ code: "invalid-training-option" });
  });
});
