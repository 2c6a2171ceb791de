/**
 * The classifier in 8 bits, a file: URL in Node: 28 % of the size, for onnxruntime-node, where it is faster. In WebAssembly it is slower than the
 * original. What it lost and saved: reports/classifier/quantization_report.json.
 */
export const quantizedClassifier = new URL("../classifier/onnx/model_quantized.onnx", import.meta.url);

/**
 * The generator in 8 bits, likewise: 26 % of the size, faster in onnxruntime-node and in WebAssembly. Its drawings are as far from real heads as the
 * original's, and differ from them: reports/generator/quantization_report.json.
 */
export const quantizedGenerator = new URL("../generator/onnx/model_quantized.onnx", import.meta.url);
