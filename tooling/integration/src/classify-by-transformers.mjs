// Classifies with transformers.js out of a Hub. Arguments: address of the Hub, repository, cache, folder of pictures, names of pictures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AutoModelForImageClassification, env, pipeline, RawImage, Tensor } from "@huggingface/transformers";

const [address, repo, cache, folder, ...names] = process.argv.slice(2);
env.remoteHost = address;
env.cacheDir = cache;
env.allowLocalModels = false;
const options = { dtype: "fp32", device: "cpu" };
const values = readFileSync(join(folder, "pixels.f32"));
const model = await AutoModelForImageClassification.from_pretrained(repo, options);
const floats = new Float32Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
const { logits } = await model({ pixel_values: new Tensor("float32", floats, [1, 3, 224, 224]) });
const classify = await pipeline("image-classification", repo, options);
const pictures = {};
for (const name of names) {
  const image = await RawImage.fromBlob(new Blob([readFileSync(join(folder, name))]));
  const found = await classify(image, { top_k: 1000 });
  pictures[name] = Object.fromEntries(found.map(({ label, score }) => [label, score]));
}
console.log(JSON.stringify({ logits: [...logits.data], pictures }));
