// Loads transformers.js, classifies one picture, prints. Arguments: folder of models, name of the model in it, picture.
import { env, pipeline } from "@huggingface/transformers";

const [models, name, picture] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = models;
const classify = await pipeline("image-classification", name, { dtype: "fp32", device: "cpu" });
console.log(JSON.stringify(await classify(picture, { top_k: 5 })));
