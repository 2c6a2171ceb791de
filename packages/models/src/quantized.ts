/**
 * The classifier in 8 bits, a file: URL in Node: 28 % of the size, for onnxruntime-node, where it is faster. In WebAssembly it is slower than the
 * original. What it lost and saved: reports/classifier/quantization_report.json.
 */
export const quantizedClassifier = new URL("../classifier/onnx/model_quantized.onnx", import.meta.url);
