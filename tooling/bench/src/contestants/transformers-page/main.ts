// The least page that classifies with transformers.js. It loads the model at once, and the files beside it alone.
import { env, pipeline } from "@huggingface/transformers";

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = "models/";
// The runtime's own choice is the file that the bundler put beside it, in place of a CDN's.
if (env.backends.onnx.wasm) env.backends.onnx.wasm.wasmPaths = undefined;

const input = document.querySelector("input")!;
const list = document.querySelector("ol")!;
const loading = pipeline("image-classification", "classifier", { dtype: "fp32", device: "wasm" });

input.onchange = async () => {
  list.dataset.phase = "running";
  list.textContent = "Running";
  for (const file of input.files ?? []) {
    const classify = await loading;
    const found = (await classify(file, { top_k: 5 })) as { label: string; score: number }[];
    list.replaceChildren(
      ...found.map(({ label, score }) => {
        const item = document.createElement("li");
        item.textContent = `${label} ${(100 * score).toFixed(1)} %`;
        return item;
      }),
    );
  }
  list.dataset.phase = "done";
};
input.disabled = false;
