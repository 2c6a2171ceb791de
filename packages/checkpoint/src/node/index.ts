export { type FileSource, fileSource } from "./file-source.ts";
export { openCheckpoint } from "./open-checkpoint.ts";
export { type WritePyTorchOptions, writePyTorch } from "./write-pytorch.ts";
export { type WriteSafetensorsOptions, writeSafetensors } from "./write-safetensors.ts";
export { type WriteShardsOptions, writeShards } from "./write-shards.ts";
