import type { Architecture } from "./architecture.ts";
import { gpt2 } from "./gpt2/gpt2.ts";
import { inceptionV3 } from "./inception-v3/inception-v3.ts";
import { mobileNetV2 } from "./mobilenet-v2/mobilenet-v2.ts";
import { mobileNetV3 } from "./mobilenet-v3/mobilenet-v3.ts";
import { nanEcho } from "./nanecho/nanecho.ts";
import { resNet } from "./resnet/resnet.ts";
import { tinyDit } from "./tinydit/tinydit.ts";

/** Every architecture by its name. */
export const architectures: Readonly<Record<string, Architecture>> = {
  [tinyDit.name]: tinyDit,
  [resNet.name]: resNet,
  [mobileNetV2.name]: mobileNetV2,
  [mobileNetV3.name]: mobileNetV3,
  [inceptionV3.name]: inceptionV3,
  [gpt2.name]: gpt2,
  [nanEcho.name]: nanEcho,
};
