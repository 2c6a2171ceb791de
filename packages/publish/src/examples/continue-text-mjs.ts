/** Continues token ids with onnxruntime. */
export const CONTINUE_TEXT_MJS = `// Continues token ids with the likeliest ones.
//
// Needs: npm install @tiny-cats/hub onnxruntime-node
// Use:   node continue_text_example.mjs 464,3797                  fetches the model
//        node continue_text_example.mjs 464,3797 path/to/folder   uses the repository's files in that folder
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";

const REPO = "{{repo}}";
const NEW_TOKENS = 20;
const [prompt, given] = process.argv.slice(2);
if (!/^\\d+(,\\d+)*$/.test(prompt ?? "")) {
  console.error("give token ids such as 464,3797, and the repository's folder if you have it");
  process.exit(2);
}

async function fetched() {
  const { download } = await import("@tiny-cats/hub");
  const dir = REPO.split("/")[1];
  const { HF_ENDPOINT: endpoint } = process.env;
  await download(REPO, { dir, ...(endpoint && { endpoint }), include: ["*.json", "onnx/*"] });
  return dir;
}

const folder = given ?? (await fetched());
const read = async (name) => JSON.parse(await readFile(join(folder, name), "utf8"));
const manifest = await read("tiny-cats.json");
const config = await read("config.json");
const { path } = manifest.files.find(({ role }) => role === "model");
const session = await InferenceSession.create(join(folder, path));
const [{ name: input }] = manifest.inputs;
const [{ name: output }] = manifest.outputs;
const ids = prompt.split(",").map(Number);
for (let i = 0; i < NEW_TOKENS; i++) {
  const seen = ids.slice(-config.n_positions);
  const feeds = { [input]: new Tensor("int64", BigInt64Array.from(seen, BigInt), [1, seen.length]) };
  const { data, dims } = (await session.run(feeds))[output];
  const last = data.subarray((seen.length - 1) * dims[2], seen.length * dims[2]);
  ids.push(last.indexOf(last.reduce((most, value) => Math.max(most, value))));
  if (ids.at(-1) === config.eos_token_id) break;
}
console.log(ids.join(","));
`;
