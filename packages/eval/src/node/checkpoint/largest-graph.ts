/** Bytes of a graph that is read whole: what one file of ONNX can have. */
export const LARGEST_GRAPH = 2 ** 31;
