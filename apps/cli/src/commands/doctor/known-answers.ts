/** The embedded models these answers are of. */
export const KNOWN_MODELS = {
  classifier: "d2b5d5cf069505ad4a3291e1c1b3da51d7b43b04643000aa14d384d0e266ae87",
  generator: "0eb6bcf7d3efae0ab008e55b181a2ff45ba702fce90e298f7fd367f8d82ba28c",
} as const;

/** The classifier's probabilities of the test picture by id, as Pillow 12.3 and Python's onnxruntime 1.30 compute them. */
export const KNOWN_PROBABILITIES: readonly number[] = [
  0.164739, 0.011173, 0.043681, 0.012987, 0.180546, 0.008454, 0.012374, 0.038586, 0.04914, 0.051099, 0.040051, 0.355581,
  0.031587,
];

/** Pixels of a drawing, as [place in the data, value], measured with onnxruntime-node 1.30 on an x64 CPU. */
export const KNOWN_DRAWING = {
  breed: "Siamese",
  seed: 1,
  steps: 2,
  solver: "euler",
  pixels: [
    [517, 166],
    [1538, 74],
    [2559, 127],
    [3580, 125],
    [4601, 161],
    [5622, 127],
    [6643, 105],
    [7664, 112],
    [8685, 128],
    [9706, 87],
    [10727, 114],
    [11748, 174],
  ],
} as const;
