import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { startHub } from "@tiny-cats/hub-emulator";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { deploy } from "./deploy-hub.ts";
import { runSteps } from "./run-steps.ts";
import { ROOT, readYaml, world } from "./world.ts";

const TOKEN = "hf_WorkflowWorkflowWorkflow0123456789";
const READER = "hf_ReaderReaderReaderReader0123456789";

async function hubWorld() {
  const users = [
    { name: "me", token: TOKEN, role: "write" as const },
    { name: "you", token: READER, role: "read" as const },
  ];
  const hub = await startHub({ dir: temporaryFolder(), users });
  onTestFinished(() => hub.close());
  const ask = async (path: string) =>
    (await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })).json();
  const refs = (): Promise<{ tags: { name: string; targetCommit: string }[] }> => ask("/api/models/me/cats/refs");
  return { hub, ask, refs, at: world({ cli: "built", env: { HF_ENDPOINT: hub.url } }) };
}

/** An artifact of a training: a model with its reports. */
function trained(folder: string) {
  const models = join(ROOT, "packages", "models");
  cpSync(join(models, "classifier"), join(folder, "training-full"), { recursive: true });
  cpSync(join(models, "reports", "classifier"), join(folder, "training-full", "reports"), { recursive: true });
}

const RUN = { id: 42, conclusion: "success", head_branch: "main", head_repository: { full_name: "me/project" } };

test("by hand: a verified, tagged repository, its folder without weights, and a summary", async () => {
  const { at, refs } = await hubWorld();
  const inputs = { model_type: "classifier", version: "1.2.0", create_release: true };
  const ran = await deploy(at, { inputs, token: TOKEN });
  expect(ran.outcome, ran.log).toBe("success");
  const { commit, url, tag } = ran.outputs.publish;
  expect((await refs()).tags).toEqual([expect.objectContaining({ name: "v1.2.0", targetCommit: commit })]);
  expect(tag).toBe("v1.2.0");
  expect(ran.summary).toContain(`| published | ${url} at \`${commit}\` |`);
  expect(ran.log + ran.summary).not.toContain(TOKEN);
  const kept = readdirSync(join(at.workspace, "deployment"), { recursive: true }).map(String);
  for (const file of ["README.md", "tiny-cats.json", "SHA256SUMS"]) expect(kept).toContain(join("repository", file));
  expect(kept).toContain("publish-report.json");
  expect(kept.filter((file) => /\.(?:safetensors|onnx|pt|bin)$/.test(file))).toEqual([]);
}, 600_000);

test("after a training: what its artifacts hold, without a tag; the same again changes nothing", async () => {
  const { at, ask, refs } = await hubWorld();
  const asked = { workflowRun: RUN, repo: "me/cats", token: TOKEN, download: trained };
  const ran = await deploy(at, asked);
  expect(ran.outcome, ran.log).toBe("success");
  expect((await refs()).tags).toEqual([]);
  const commits = (await ask("/api/models/me/cats/commits/main")).length;
  const again = await deploy(world({ cli: "built", env: at.env }), asked);
  expect(again.outcome, again.log).toBe("success");
  expect(await ask("/api/models/me/cats/commits/main")).toHaveLength(commits);
}, 600_000);

test.each([
  ["a token that may only read", READER],
  ["a token that is none", "hf_nobody"],
])(
  "%s is red, with nothing tagged",
  async (_, token) => {
    const { at, hub } = await hubWorld();
    const ran = await deploy(at, { inputs: { model_type: "classifier", create_release: true }, token });
    expect(ran.steps.find(({ outcome }) => outcome === "failure")?.name).toBe("Publish");
    expect(ran.log).toMatch(/role read|not accepted/);
    expect(ran.log + ran.summary).not.toContain(token);
    expect(hub.requests.filter(({ path }) => /\/(?:create|commit|tag)\b/.test(path))).toEqual([]);
    expect(existsSync(join(at.workspace, "deployment"))).toBe(false);
  },
  300_000,
);

test("the action publishes a folder of a project", async () => {
  const { at, refs } = await hubWorld();
  trained(join(at.workspace, "models"));
  const { runs, inputs } = readYaml("action.yml");
  const defaults = Object.entries<{ default?: string }>(inputs).map(([name, input]) => [name, input.default ?? ""]);
  const given = {
    repo: "me/cats",
    folder: "models/training-full",
    tag: "v2.0.0",
    args: "--evaluation-report\nmodels/training-full/reports",
    "cli-version": "1.2.0",
  };
  const ran = await runSteps(runs.steps, {
    ...at,
    env: { ...at.env, HF_TOKEN: TOKEN },
    contexts: { inputs: { ...Object.fromEntries(defaults), ...given } },
  });
  expect(ran.outcome, ran.log).toBe("success");
  expect((await refs()).tags).toEqual([
    expect.objectContaining({ name: "v2.0.0", targetCommit: ran.outputs.publish.commit }),
  ]);
  expect(ran.log).not.toContain(TOKEN);
}, 600_000);
