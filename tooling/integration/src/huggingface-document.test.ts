import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { startHub } from "@tiny-cats/hub-emulator";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { checkWorkflow } from "../../../scripts/workflow-rules.mjs";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { commandsOf } from "./workflows/commands-of.ts";
import { DEFAULTS, WORKFLOW } from "./workflows/deploy-hub.ts";
import { ROOT, readYaml } from "./workflows/world.ts";

const TOKEN = "hf_DocumentDocumentDocument0123456789";
const text = readFileSync(join(ROOT, "docs", "huggingface.md"), "utf8");
const blocks = commandsOf(text);

/** Notes how it was called and takes what it is given. */
const GH = `#!/usr/bin/env bash
if [[ "$2" == set && "$1" == secret ]]; then cat > /dev/null; fi
echo "$*" >> "$CALLS"
`;

/** A folder as the document's reader has it: a photo, a training's result, pictures with classes. */
async function readersFolder(): Promise<string> {
  const cwd = temporaryFolder();
  copyFileSync(join(ROOT, "tooling", "fixtures", "chelsea.png"), join(cwd, "cat.jpg"));
  const models = join(ROOT, "packages", "models");
  cpSync(join(models, "classifier"), join(cwd, "my-training"), { recursive: true });
  cpSync(join(models, "reports", "classifier"), join(cwd, "my-training", "reports"), { recursive: true });
  for (const [name, grey] of [
    ["Bengal", 50],
    ["Siamese", 150],
  ] as const) {
    mkdirSync(join(cwd, "pictures", name), { recursive: true });
    const data = Uint8ClampedArray.from({ length: 32 * 32 * 3 }, (_, i) => grey + (i % 7));
    writeFileSync(join(cwd, "pictures", name, "1.png"), await encodePng({ width: 32, height: 32, data }));
  }
  return cwd;
}

function bash(script: string, { cwd, env }: { cwd: string; env: Record<string, string> }) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-euo", "pipefail", "-c", script], { cwd, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(`${TOKEN}\n`);
  });
}

test("every command of the document does what it says, one after the other, in an empty home", async () => {
  const hub = await startHub({ dir: temporaryFolder(), users: [{ name: "me", token: TOKEN, role: "write" }] });
  onTestFinished(() => hub.close());
  const cwd = await readersFolder();
  const shims = temporaryFolder();
  symlinkSync(join(ROOT, "apps", "cli", "dist", "main.js"), join(shims, "tiny-cats"));
  writeFileSync(join(shims, "gh"), GH, { mode: 0o755 });
  const env = {
    PATH: [shims, dirname(process.execPath), process.env.PATH].join(":"),
    HOME: temporaryFolder(),
    HF_ENDPOINT: hub.url,
    CALLS: join(shims, "calls"),
  };
  let log = "";
  for (const { line, script } of blocks) {
    const { code, output } = await bash(script, { cwd, env });
    log += output;
    expect(code, `line ${line}:\n${output}`).toBe(0);
  }

  expect(log).not.toContain(TOKEN);
  expect(readFileSync(env.CALLS, "utf8").split("\n")).toEqual([
    "secret set HF_TOKEN",
    "variable set HF_REPO_ID --body me/tiny-cats",
    expect.stringMatching(/^workflow run deploy-hub\.yml /),
    "secret set HF_TOKEN",
    "",
  ]);
  const ask = async (path: string) =>
    (await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })).json();
  const { tags, branches } = await ask("/api/models/me/tiny-cats/refs");
  expect(tags.map(({ targetCommit }: { targetCommit: string }) => targetCommit)).toEqual([branches[0].targetCommit]);
  expect((await ask("/api/models/me/tiny-cats")).private).toBe(true);
  expect(
    (await ask("/api/datasets/me/pictures")).siblings.map(({ rfilename }: { rfilename: string }) => rfilename),
  ).toEqual(expect.arrayContaining(["README.md", "SHA256SUMS", "Bengal/1.png", "Siamese/1.png"]));
  // A dry run makes nothing, a logout leaves nothing.
  expect(await ask("/api/models/me/my-classifier")).toHaveProperty("error");
  expect(existsSync(join(env.HOME, ".cache", "huggingface", "token"))).toBe(false);
  expect(readdirSync(join(cwd, "my-model"))).toEqual(
    expect.arrayContaining(["tiny-cats.json", "lineage.json", "generator"]),
  );
  expect(readdirSync(join(cwd, "to-train")).some((name) => name.endsWith(".pt"))).toBe(true);
}, 900_000);

describe("what the document says of the workflow and the action is what they are", () => {
  test("inputs of the workflow, with their defaults", () => {
    const documented = [...section("The workflow deploy-hub").matchAll(/^\| `(\w+)` .*\| *(.*?) *\|$/gm)];
    expect(documented.map(([, name]) => name)).toEqual(Object.keys(DEFAULTS));
    const inputs = WORKFLOW.on.workflow_dispatch.inputs;
    for (const [, name, said] of documented) {
      const code = /^`(.+)`$/.exec(said)?.[1];
      if (code && name !== "repo_id") expect([name, inputs[name].default]).toEqual([name, code]);
      if (said === "no") expect([name, inputs[name].default]).toEqual([name, false]);
    }
    expect(section("The workflow deploy-hub")).toContain("30 days");
  });

  test("the workflow that is run in it takes these inputs", () => {
    const call = blocks.find(({ script }) => script.includes("gh workflow run"))!.script;
    for (const [, name] of call.matchAll(/-f (\w+)=/g))
      expect(WORKFLOW.on.workflow_dispatch.inputs).toHaveProperty(name);
  });

  test("inputs and outputs of the action", () => {
    const action = readYaml("action.yml");
    const documented = [...section("The action").matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual(Object.keys(action.inputs).sort());
    expect(Object.keys(action.outputs)).toEqual(["url", "commit", "tag"]);
  });

  test("the example for another repository keeps to our own rules, and gives the action what it takes", () => {
    const example = /^```yaml\n(.*?)^```$/ms.exec(text)![1];
    const findings = checkWorkflow(`permissions: {}\n${example}`);
    expect(findings.map(({ message }) => message)).toEqual(["tiny-cats/tiny-cats@main is not pinned by its commit"]);
    const { steps } = parse(example).jobs.publish;
    const own = steps.find(({ uses = "" }) => uses.startsWith("tiny-cats/"));
    const { inputs, outputs } = readYaml("action.yml");
    for (const name of Object.keys(own.with)) expect(inputs).toHaveProperty(name);
    for (const [, name] of example.matchAll(/steps\.hub\.outputs\.(\w+)/g)) expect(outputs).toHaveProperty(name);
  });

  test("links lead to headings that are there", () => {
    const codes = readFileSync(join(ROOT, "docs", "errors.md"), "utf8");
    for (const [, anchor] of text.matchAll(/\(errors\.md#([\w-]+)\)/g)) expect(codes).toContain(`\n### ${anchor}\n`);
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replaceAll(" ", "-"));
    const within = [...text.matchAll(/\(#([\w-]+)\)/g), ...codes.matchAll(/\(huggingface\.md#([\w-]+)\)/g)];
    expect(within.length).toBeGreaterThan(3);
    for (const [, anchor] of within) expect(headings).toContain(anchor);
  });
});

function section(title: string): string {
  const from = text.indexOf(`### ${title}\n`);
  expect(from).toBeGreaterThan(0);
  const to = text.slice(from + 4).search(/^#{2,3} /m);
  return text.slice(from, to < 0 ? undefined : from + 4 + to);
}
