/** A model's manifest and the files that running it takes: file: URLs in Node, and ones that bundlers follow. */
export interface EmbeddedModel {
  manifest: URL;
  files: Readonly<Record<string, URL>>;
}

/** MobileNetV2 that tells 12 cat breeds and Other apart. */
export const classifier: EmbeddedModel = {
  manifest: new URL("../classifier/tiny-cats.json", import.meta.url),
  files: { "onnx/model.onnx": new URL("../classifier/onnx/model.onnx", import.meta.url) },
};

/**
 * The network by whose features drawings are compared with real pictures: the first classifier, which stays as it is so that numbers can be
 * compared from one generator to the next.
 */
export const extractor: EmbeddedModel = {
  manifest: new URL("../extractor/tiny-cats.json", import.meta.url),
  files: { "onnx/model.onnx": new URL("../extractor/onnx/model.onnx", import.meta.url) },
};

/** TinyDiT-64, which draws cats of 12 breeds. */
export const generator: EmbeddedModel = {
  manifest: new URL("../generator/tiny-cats.json", import.meta.url),
  files: { "onnx/model.onnx": new URL("../generator/onnx/model.onnx", import.meta.url) },
};
