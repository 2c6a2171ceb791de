/** Draws with this project's packages. */
export const GENERATION_MJS = `// Draws a cat of a breed.
//
// Needs: npm install @tiny-cats/core @tiny-cats/hub onnxruntime-node
// Use:   node generation_example.mjs Abyssinian drawing.png 7                  fetches the model; 7 is the seed
//        node generation_example.mjs Abyssinian drawing.png 7 path/to/folder   uses the repository's files in that folder
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadGenerator } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";

const REPO = "{{repo}}";
const FOLDER = "{{folder}}";
const [breed, out, seed = "7", given] = process.argv.slice(2);
if (breed === undefined || out === undefined) {
  console.error("name a breed and the file to draw into, and then a seed and the repository's folder if you have it");
  process.exit(2);
}

async function fetched() {
  const { download } = await import("@tiny-cats/hub");
  const dir = REPO.split("/")[1];
  const { HF_ENDPOINT: endpoint } = process.env;
  await download(REPO, { dir, ...(endpoint && { endpoint }), include: [\`\${FOLDER}/tiny-cats.json\`, \`\${FOLDER}/onnx/*\`] });
  return dir;
}

const model = await loadGenerator(join(given ?? (await fetched()), FOLDER));
for await (const { image } of model.draw([breed], { seed: Number(seed) })) await writeFile(out, await encodePng(image));
await model.dispose();
`;
