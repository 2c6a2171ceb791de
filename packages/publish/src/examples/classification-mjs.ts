/** Classifies pictures with this project's packages. */
export const CLASSIFICATION_MJS = `// Says which breed the cat in a picture is.
//
// Needs: npm install @tiny-cats/core @tiny-cats/hub onnxruntime-node sharp
// Use:   node classification_example.mjs cat.jpg                  fetches the model
//        node classification_example.mjs cat.jpg path/to/folder   uses the repository's files in that folder
import { loadClassifier } from "@tiny-cats/core/node";

const REPO = "{{repo}}";
const [picture, given] = process.argv.slice(2);
if (picture === undefined) {
  console.error("name a picture, and the repository's folder if you have it");
  process.exit(2);
}

async function fetched() {
  const { download } = await import("@tiny-cats/hub");
  const dir = REPO.split("/")[1];
  const { HF_ENDPOINT: endpoint } = process.env;
  await download(REPO, { dir, ...(endpoint && { endpoint }), include: ["tiny-cats.json", "onnx/*"] });
  return dir;
}

const model = await loadClassifier(given ?? (await fetched()));
const { predictions } = await model.classify(picture);
for (const { label, probability } of predictions.slice(0, 5)) console.log(\`\${probability.toFixed(6)}  \${label}\`);
await model.dispose();
`;
