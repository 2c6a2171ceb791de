import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier } from "@tiny-cats/models";

/** The Python that has the peers. */
export const python = process.env.TINY_CATS_PYTHON ?? "python3";
const cli = join(dirname(createRequire(import.meta.url).resolve("@tiny-cats/cli/package.json")), "dist", "main.js");

/** Why the Python peers can't be asked, or undefined where they can. */
export function missingPeers(modules: readonly string[]): string | undefined {
  const { status, error } = spawnSync(python, ["-c", `import ${modules.join(", ")}`], { encoding: "utf8" });
  if (error) return "there is no Python here";
  return status === 0 ? undefined : `this Python lacks one of ${modules.join(", ")}`;
}

/** Runs a command, feeds it `input`, and returns what it prints. */
export function output(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(Buffer.concat(chunks).toString()) : reject(new Error(`${command} ended with ${code}`)),
    );
    child.stdin.end(input);
  });
}

/** From a picture's file name to the probabilities of its classes, by id. */
export type Answers = Map<string, number[]>;

/** Pillow's and onnxruntime's answers; with `copies`, for PNG copies that are written into that folder. */
export async function askPython(files: readonly string[], copies?: string): Promise<Answers> {
  const script = fileURLToPath(new URL("./classify.py", import.meta.url));
  const model = fileURLToPath(classifier.files["onnx/model.onnx"]);
  const lines = await output(python, ["-B", script, model, ...(copies ? [copies] : [])], `${files.join("\n")}\n`);
  return new Map(
    lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ file, probabilities }) => [file, probabilities]),
  );
}

/** The CLI's answers for a folder of pictures. */
export async function askCli(folder: string): Promise<Answers> {
  const text = await output(
    process.execPath,
    [cli, "classify", folder, "--format", "json", "--top-k", "13", "--quiet"],
    "",
  );
  const items: { file: string; predictions: { id: number; probability: number }[] }[] = JSON.parse(text);
  return new Map(
    items.map(({ file, predictions }) => {
      const probabilities: number[] = [];
      for (const { id, probability } of predictions) probabilities[id] = probability;
      return [file.split("/").pop()!, probabilities];
    }),
  );
}
