import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { createWorkerPool, decodeImage, loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { planUpload, upload } from "@tiny-cats/hub";
import { startHub } from "@tiny-cats/hub-emulator";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { prepare } from "../prepare/prepare.ts";
import type { Prepared } from "../prepared.ts";
import { golden } from "../testing/checkpoints.ts";
import { embeddedFolder } from "../testing/embedded-copy.ts";
import { found } from "../testing/found.ts";
import { writeExamples } from "./write-examples.ts";

const pool = createWorkerPool();
afterAll(() => pool.dispose());
const picture = join(import.meta.dirname, "../../../../tooling/fixtures/chelsea.png");
const run = promisify(execFile);

/** Where somebody has copied the examples, beside what they need. */
function place({ folder }: Prepared): string {
  const home = temporaryFolder();
  mkdirSync(join(home, "node_modules"));
  symlinkSync(join(import.meta.dirname, "../../node_modules/@tiny-cats"), join(home, "node_modules/@tiny-cats"));
  symlinkSync(
    join(import.meta.dirname, "../../node_modules/onnxruntime-node"),
    join(home, "node_modules/onnxruntime-node"),
  );
  cpSync(join(folder, "examples"), home, { recursive: true });
  return home;
}

async function cats(): Promise<Prepared> {
  const models = [
    ...(await found("classifier", embeddedFolder("classifier"))),
    ...(await found("generator", embeddedFolder("generator"))),
  ];
  const prepared = await prepare(models, join(temporaryFolder(), "cats"), { pool });
  const written = await writeExamples(prepared, { repo: "local/tiny-cats" });
  expect(written.map((path) => path.slice("examples/".length))).toEqual([
    "classification_example.mjs",
    "classification_example.py",
    "generation_example.mjs",
    "generation_example.py",
  ]);
  return prepared;
}

test("those in JavaScript give the models' own answers, offline from the folder and from the Hub", async () => {
  const prepared = await cats();
  const cwd = place(prepared);
  for (const file of ["classification_example.mjs", "generation_example.py"]) {
    const text = readFileSync(join(cwd, file), "utf8");
    expect(text).toContain('REPO = "local/tiny-cats"');
    expect(text).not.toContain("{{");
  }
  const offline = await run(process.execPath, ["classification_example.mjs", picture, prepared.folder], { cwd });
  await using classifier = await loadClassifier(prepared.folder, { pool });
  const { predictions } = await classifier.classify(picture);
  const rows = predictions.slice(0, 5).map(({ label, probability }) => `${probability.toFixed(6)}  ${label}\n`);
  expect(offline.stdout).toBe(rows.join(""));
  const hub = await startHub({ dir: temporaryFolder() });
  onTestFinished(() => hub.close());
  const options = { endpoint: hub.url, token: "hf_local" };
  await upload(await planUpload(prepared.folder, "local/tiny-cats", options), {
    ...options,
    create: { existOk: true },
  });
  const env = { PATH: process.env.PATH, HF_ENDPOINT: hub.url };
  const online = await run(process.execPath, ["classification_example.mjs", picture], { cwd, env });
  expect(online.stdout).toBe(offline.stdout);
  await run(process.execPath, ["generation_example.mjs", "Bengal", "online.png", "7"], { cwd, env });
  await run(process.execPath, ["generation_example.mjs", "Bengal", "offline.png", "7", prepared.folder], { cwd });
  expect(readFileSync(join(cwd, "online.png"))).toEqual(readFileSync(join(cwd, "offline.png")));
  await using generator = await loadGenerator(join(prepared.folder, "generator"), { pool });
  for await (const { image } of generator.draw(["Bengal"], { seed: 7 })) {
    expect((await decodeImage(join(cwd, "online.png"))).data).toEqual(image.data);
  }
});

test("a language model's continues token ids", async () => {
  const prepared = await prepare(await found("language", golden("nanogpt.pt")), join(temporaryFolder(), "lm"), {
    pool,
  });
  expect(await writeExamples(prepared, { repo: "me/lm" })).toEqual([
    "examples/continue_text_example.mjs",
    "examples/continue_text_example.py",
  ]);
  const cwd = place(prepared);
  const { stdout } = await run(process.execPath, ["continue_text_example.mjs", "1,2", prepared.folder], { cwd });
  const ids = stdout.trim().split(",").map(Number);
  expect(ids.slice(0, 2)).toEqual([1, 2]);
  expect(ids.length).toBeGreaterThan(2);
  const wrong = run(process.execPath, ["continue_text_example.mjs", "text", prepared.folder], { cwd });
  await expect(wrong).rejects.toMatchObject({ code: 2 });
});

test("a name that is no repository's is refused", async () => {
  const prepared = { folder: temporaryFolder(), models: [] };
  await expect(writeExamples(prepared, { repo: '"; process.exit()//' })).rejects.toMatchObject({
    code: "invalid-repo",
  });
});
