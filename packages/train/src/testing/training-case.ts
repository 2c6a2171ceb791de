import { type Architecture, gpt2, mobileNetV2, tinyDit } from "@tiny-cats/architectures";
