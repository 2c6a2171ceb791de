/** How a graph is written. */
export interface GraphOptions {
  /** ONNX operator set, 17 to 22; 17 unless told. */
  readonly opset?: number;
  /**
   * Element type that the graph computes in and its weights have; float32 unless told. Inputs and outputs are float32 for float16 too;
   * float64 is for reference computations with `interpret`.
   */
  readonly dtype?: GraphDtype;
}

/** Element types a graph can compute in. */
export type GraphDtype = "float32" | "float16" | "float64";
