import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";

const BUILT = fileURLToPath(new URL("../../dist/node.js", import.meta.url));
const PATH = vectorPath("architectures/nanogpt.pt");

/** Converts in a process of its own, which kills itself when a stage is reached. */
async function convertAndDie(out: string, stage: string): Promise<string | null> {
  const code = `import { convertCheckpoint } from ${JSON.stringify(`file://${BUILT}`)};
await convertCheckpoint(${JSON.stringify(PATH)}, ${JSON.stringify(out)}, {
  to: ["safetensors", "onnx", "pt"],
  onProgress: ({ stage }) => stage === ${JSON.stringify(stage)} && process.kill(process.pid, "SIGKILL"),
});`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", code]);
  return run.then(
    () => null,
    (error: { signal: string }) => error.signal,
  );
}

test("a process that is killed at any stage leaves no file half-written, and the next conversion clears up", async () => {
  const out = temporaryFolder();
  for (const stage of ["safetensors", "onnx", "pt"]) {
    expect(await convertAndDie(out, stage)).toBe("SIGKILL");
    const visible = (await readdir(out)).filter((name) => !name.startsWith(".tiny-cats-convert-"));
    expect(visible).toEqual([]);
  }
  await convertCheckpoint(PATH, out);
  expect(Object.keys(folderContents(out))).toEqual(["config.json", "model.safetensors"]);
  expect(await readdir(out)).toHaveLength(2);
});
