/** Files of numbers that a checkpoint may have: weights, what the optimizer remembers, the weights' average. */
export const TENSOR_FILES = ["model.safetensors", "optimizer.safetensors", "average.safetensors"] as const;

/** What model the weights are of. */
export const CONFIG_FILE = "config.json";
