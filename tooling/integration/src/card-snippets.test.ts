import { execFile } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { fillSnippet, fingerprint, SNIPPETS, TESTED } from "@tiny-cats/card";
import { planUpload, upload } from "@tiny-cats/hub";
import { startHub } from "@tiny-cats/hub-emulator";
import { classifier, generator } from "@tiny-cats/models";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..");
const folders = {
  classify: dirname(fileURLToPath(classifier.manifest)),
  generate: dirname(fileURLToPath(generator.manifest)),
};

/** What a snippet must print or write, by its id. */
const EXPECTED: Readonly<Record<string, { model: keyof typeof folders; prints?: RegExp; draws?: true }>> = {
  "classify-in-folder": { model: "classify", prints: /^Egyptian Mau 0\.41/ },
  "classify-from-hub": { model: "classify", prints: /^Egyptian Mau 0\.41/ },
  "classify-transformers-js": { model: "classify", prints: /label: 'Egyptian Mau', score: 0\.\d/ },
  "generate-in-folder": { model: "generate", draws: true },
  "generate-from-hub": { model: "generate", draws: true },
};

/** Else transformers.js keeps what it fetched inside of its package, for the next run to find. */
const OWN_CACHE = `const { env } = await import("@huggingface/transformers"); env.cacheDir = "cache";`;

const javascript = SNIPPETS.filter(({ language }) => language === "js");

test("every snippet in JavaScript has its expectation here", () => {
  expect(javascript.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(javascript)("$id runs as a card shows it", async ({ id, template }) => {
  expect(fingerprint(template)).toBe(TESTED[id]);
  const { model, prints, draws } = EXPECTED[id];
  const cwd = temporaryFolder();
  const hub = await startHub({ dir: temporaryFolder() });
  onTestFinished(() => hub.close());
  const inFolder = id.endsWith("in-folder");
  if (inFolder) cpSync(folders[model], cwd, { recursive: true });
  else {
    const options = { endpoint: hub.url, token: "hf_local" };
    await upload(await planUpload(folders[model], "local/cats", options), { ...options, create: { existOk: true } });
  }
  symlinkSync(join(root, "tooling", "integration", "node_modules"), join(cwd, "node_modules"));
  copyFileSync(join(root, "tooling", "fixtures", "chelsea.png"), join(cwd, "cat.jpg"));
  const values = { repo: "local/cats", name: "cats", path: inFolder ? "." : "cats", label: "Siamese" };
  writeFileSync(join(cwd, "snippet.mjs"), fillSnippet(template, values)!);
  // The snippet names no hub: what it asks of the Hub itself is answered by the emulator.
  writeFileSync(
    join(cwd, "route.mjs"),
    `const real = globalThis.fetch;
     globalThis.fetch = (input, options) => {
       const url = String(input instanceof Request ? input.url : input).replace("https://huggingface.co", ${JSON.stringify(hub.url)});
       if (!url.startsWith(${JSON.stringify(hub.url)})) throw new Error("out of the machine: " + url);
       return real(input instanceof Request ? new Request(url, input) : url, options);
     };
     ${id.includes("transformers-js") ? OWN_CACHE : ""}`,
  );
  const route = pathToFileURL(join(cwd, "route.mjs")).href;
  const env = { PATH: process.env.PATH, HOME: cwd };
  const { stdout } = await run(process.execPath, ["--import", route, "snippet.mjs"], { cwd, env });
  if (prints) expect(stdout).toMatch(prints);
  if (draws) expect(readFileSync(join(cwd, "drawing.png")).subarray(1, 4).toString()).toBe("PNG");
});
