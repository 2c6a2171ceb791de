import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Api, type StartOptions, startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";

const cli = join(dirname(createRequire(import.meta.url).resolve("@tiny-cats/cli/package.json")), "dist", "main.js");

/** A server, as built, with the embedded models. */
export function embeddedApi(options: Partial<StartOptions> = {}): Promise<Api> {
  return startApi({ models: { classifier: { source: classifier }, generator: { source: generator } }, ...options });
}

/** Where the Hugging Face clients ask a model. */
export function endpoint({ url }: Pick<Api, "url">, model: "classifier" | "generator"): string {
  return new URL(`models/${model}`, url).href;
}

/** The built command's classes of a picture. */
export async function classesByCommand(picture: string, { topK }: { topK: number }) {
  const args = ["classify", picture, "--format", "json", "--top-k", String(topK), "--quiet"];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args]);
  const [{ predictions }] = JSON.parse(stdout) as { predictions: { label: string; probability: number }[] }[];
  return predictions.map(({ label, probability }) => ({ label, score: probability }));
}

/** Classes with as many digits as the command prints. */
export function asPrinted(classes: readonly { label: string; score: number }[]) {
  return classes.map(({ label, score }) => ({ label, score: Number(score.toPrecision(7)) }));
}

/** The built command's drawing of a Siamese, as a PNG's bytes. */
export async function drawingByCommand(
  folder: string,
  options: Readonly<Record<string, string | number>>,
): Promise<Buffer> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await promisify(execFile)(process.execPath, [
    cli,
    "generate",
    "--breed",
    "siamese",
    "--out",
    folder,
    "--quiet",
    ...args,
  ]);
  return readFile(join(folder, "Siamese_000.png"));
}
