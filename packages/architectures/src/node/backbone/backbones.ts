import type { Architecture } from "../../architecture.ts";
import { mobileNetV2 } from "../../mobilenet-v2/mobilenet-v2.ts";
import { mobileNetV3 } from "../../mobilenet-v3/mobilenet-v3.ts";
import { resNet } from "../../resnet/resnet.ts";

/** Networks that a classifier can be made of, under torchvision's names. */
export const BACKBONES = {
  resnet18: [resNet as Architecture, resNet.presets.resnet18],
  resnet34: [resNet as Architecture, resNet.presets.resnet34],
  resnet50: [resNet as Architecture, resNet.presets.resnet50],
  mobilenet_v2: [mobileNetV2 as Architecture, mobileNetV2.presets["mobilenet-v2"]],
  mobilenet_v3_small: [mobileNetV3 as Architecture, mobileNetV3.presets["mobilenet-v3-small"]],
} as const satisfies Readonly<Record<string, readonly [Architecture, unknown]>>;

/** One of them. */
export type BackboneName = keyof typeof BACKBONES;
