// What one writes in an hour: Hono, sharp and onnxruntime-node in one process, nothing bounded. Same graph, same answer.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { classifier } from "@tiny-cats/models";
import { Hono } from "hono";
import sharp from "sharp";
import { standing } from "../server-standing.ts";

process.env.ORT_DISABLE_TELEMETRY ??= "1";
const ort = await import("onnxruntime-node");

const SIDE = 224;
const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
const manifest = JSON.parse(readFileSync(fileURLToPath(classifier.manifest), "utf8"));
const [graph] = manifest.files;
const session = await ort.InferenceSession.create(fileURLToPath(new URL(graph.path, classifier.manifest)));

/** As Float32 [1, 3, 224, 224]. */
async function preprocess(picture: ArrayBuffer): Promise<Float32Array> {
  const { data, info } = await sharp(picture)
    .rotate()
    .flatten({ background: "white" })
    .resize(256, 256, { fit: "outside", kernel: "linear" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [(info.width - SIDE) >> 1, (info.height - SIDE) >> 1];
  const input = new Float32Array(3 * SIDE * SIDE);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const value = data[((y + top) * info.width + x + left) * info.channels + c];
        input[(c * SIDE + y) * SIDE + x] = (value / 255 - MEAN[c]) / STD[c];
      }
    }
  }
  return input;
}

const app = new Hono();
app.post("/v1/classify", async (c) => {
  const topK = Number(c.req.query("top_k") ?? manifest.labels.length);
  const input = await preprocess(await c.req.arrayBuffer());
  const { logits } = await session.run({ pixel_values: new ort.Tensor("float32", input, [1, 3, SIDE, SIDE]) });
  const values = Array.from(logits.data as Float32Array);
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b);
  const predictions = powers
    .map((power, id) => ({ id, label: manifest.labels[id], probability: power / sum }))
    .sort((a, b) => b.probability - a.probability);
  return c.json({
    model: { name: manifest.name, sha256: graph.sha256 },
    results: [{ predictions: predictions.slice(0, topK), cat_probability: 1 - powers[12] / sum }],
  });
});

const server = createAdaptorServer({ fetch: app.fetch });
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as { port: number };
await standing(`http://127.0.0.1:${port}/`);
server.close();
process.exit();
