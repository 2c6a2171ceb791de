import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Asked, DEFAULTS, deploy, STEPS, WORKFLOW, wouldRun } from "./deploy-hub.ts";
import { HOSTILE, scriptsOf, world } from "./world.ts";

const trained = {
  id: 42,
  conclusion: "success",
  head_branch: "main",
  head_repository: { full_name: "me/project" },
};

/** An artifact with a checkpoint, and perhaps a data set. */
const artifacts =
  (...folders: string[]) =>
  (folder: string) => {
    for (const name of ["training-full", ...folders]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, "training-full", "ckpt.pt"), "weights");
  };

const RUNS = JSON.stringify([
  { databaseId: 9, event: "pull_request" },
  { databaseId: 8, event: "schedule" },
  { databaseId: 7, event: "push" },
]);

test("inputs are those that were promised, with harmless defaults", () => {
  const inputs = WORKFLOW.on.workflow_dispatch.inputs;
  expect(Object.keys(inputs)).toEqual(Object.keys(DEFAULTS));
  expect(inputs.training_type.options).toEqual(["ci", "scheduled", "full"]);
  expect(inputs.model_type.options).toEqual(["all", "classifier", "generator", "lm"]);
  expect([inputs.upload_datasets.default, inputs.create_release.default]).toEqual([false, false]);
});

test.each<[string, Asked, boolean]>([
  ["by hand", {}, true],
  ["after a training", { workflowRun: trained }, true],
  ["after one that failed", { workflowRun: { ...trained, conclusion: "failure" } }, false],
  ["after one that was cancelled", { workflowRun: { ...trained, conclusion: "cancelled" } }, false],
  ["after one on another branch", { workflowRun: { ...trained, head_branch: "try" } }, false],
  ["after one in a fork", { workflowRun: { ...trained, head_repository: { full_name: "you/project" } } }, false],
])("runs %s: %#", (_, asked, expected) => {
  expect(wouldRun(asked)).toBe(expected);
});

test("the token is in the environment of the steps that talk to the Hub, and of no other", () => {
  const withToken = STEPS.filter((step: { env?: object }) =>
    JSON.stringify(step.env ?? {}).includes("secrets.HF_TOKEN }}"),
  );
  expect(withToken.map(({ name }: { name: string }) => name)).toEqual([
    "Publish",
    "Publish the data set",
    "Collect the deployment folder",
  ]);
  expect(JSON.stringify([WORKFLOW.env, WORKFLOW.jobs.publish.env])).not.toContain("secrets");
});

describe("what is asked of the command", () => {
  const publishOf = (calls: { program: string; args: string[] }[]) =>
    calls.filter(({ args }) => args[0] === "publish").map(({ args }) => args);

  test.each<[string, Record<string, unknown>, string[], string[]]>([
    ["by default no tag", {}, ["--no-tag"], ["--only", "--tag"]],
    ["a classifier alone", { model_type: "classifier" }, ["--only", "classifier"], []],
    ["a language model", { model_type: "lm" }, ["--only", "language"], []],
    ["a release", { version: "1.2.0", create_release: true }, ["--tag", "v1.2.0"], ["--no-tag"]],
    ["a release of a beta, with v", { version: "v1.2.0-beta.1", create_release: true }, ["--tag", "v1.2.0-beta.1"], []],
    ["a release without version", { create_release: true }, [], ["--tag", "--no-tag"]],
    ["a version in the title", { version: "2.0.0" }, ["--message=Publish 2.0.0 from run 7"], []],
    ["a title", { commit_message: 'Größer, "schöner"; $(touch x)' }, ['--message=Größer, "schöner"; $(touch x)'], []],
    ["a title that looks like an option", { commit_message: "--private" }, ["--message=--private"], ["--private"]],
  ])("%s", async (_, inputs, given, notGiven) => {
    const at = world();
    const ran = await deploy(at, { inputs });
    expect(ran.log).toBe("");
    expect(ran.outcome).toBe("success");
    const [args, ...more] = publishOf(at.calls());
    expect(more).toEqual([]);
    expect(args).toEqual(expect.arrayContaining(["publish", "--repo", "me/cats", "-y", ...given]));
    for (const option of notGiven) expect(args).not.toContain(option);
    expect(args[1]).toBe("--repo");
    expect(at.files().filter((file) => /(?:^|\/)-?x$/.test(file))).toEqual([]);
  });

  test("the last successful run of the training, and not a pull request's", async () => {
    const at = world({ env: { GH_RUNS: RUNS } });
    const asked = { source_workflow: "train.yml", training_type: "scheduled" };
    let given = {};
    const ran = await deploy(at, {
      inputs: asked,
      download: (folder, how) => {
        given = how;
        artifacts()(folder);
      },
    });
    expect(ran.outcome).toBe("success");
    expect(given).toEqual({
      "github-token": "ghs_test",
      "run-id": "8",
      pattern: "training-scheduled*",
      path: "trained/artifacts",
    });
    const [gh] = at.calls().filter(({ program }) => program === "gh");
    expect(gh.args.join(" ")).toContain("--workflow train.yml --branch main --status success");
    expect(gh.token).toBe(false);
    expect(publishOf(at.calls())[0].slice(0, 4)).toEqual([
      "publish",
      "trained",
      "--evaluation-report",
      "trained/artifacts",
    ]);
  });

  test("after a training: its own run, every artifact of it, no tag", async () => {
    const at = world();
    const ran = await deploy(at, { workflowRun: trained, repo: "me/cats", download: artifacts() });
    expect(ran.outcome).toBe("success");
    expect(ran.outputs.run.run_id).toBe("42");
    expect(ran.outputs.request.artifacts).toBe("training-*");
    expect(at.calls().some(({ program }) => program === "gh")).toBe(false);
    expect(publishOf(at.calls())[0]).toEqual(
      expect.arrayContaining(["publish", "trained", "--repo", "me/cats", "--no-tag"]),
    );
  });

  test("the data set as well", async () => {
    const at = world({ env: { GH_RUNS: RUNS } });
    const inputs = { source_workflow: "train.yml", upload_datasets: true };
    const ran = await deploy(at, { inputs, download: artifacts("training-full/dataset") });
    expect(ran.outcome).toBe("success");
    expect(publishOf(at.calls())[1].slice(0, 5)).toEqual([
      "publish",
      "--dataset",
      "trained/artifacts/training-full/dataset",
      "--repo",
      "me/cats",
    ]);
  });

  test("packages are installed and built where no token is", async () => {
    const at = world();
    await deploy(at, {});
    const npx = at.calls().filter(({ program }) => program === "npx");
    expect(npx.map(({ args, token }) => [args[1], token])).toEqual([
      ["pnpm@12.21.0", false],
      ["pnpm@12.21.0", false],
    ]);
    expect(
      at
        .calls()
        .filter(({ token }) => token)
        .map(({ args }) => args[0]),
    ).toEqual(["publish", "download"]);
  });

  test("every script of the workflow runs", async () => {
    const at = world({ env: { GH_RUNS: RUNS } });
    const inputs = { source_workflow: "train.yml", upload_datasets: true };
    const ran = await deploy(at, { inputs, download: artifacts("dataset") });
    const outcomes = new Map(ran.steps.map(({ name, outcome }) => [name, outcome]));
    for (const { name, id } of scriptsOf(STEPS)) expect([name, outcomes.get(name ?? id!)]).toEqual([name, "success"]);
  });
});

describe("what is left", () => {
  test("the folder without weights for 30 days, and a summary", async () => {
    const at = world();
    const kept: Record<string, string>[] = [];
    const ran = await deploy(at, { inputs: { create_release: true }, keep: (given) => kept.push(given) });
    expect(kept).toEqual([
      { name: "hub-deployment-7", path: "deployment", "retention-days": "30", "if-no-files-found": "error" },
    ]);
    expect(at.isFile("workspace/deployment/publish-report.json")).toBe(true);
    const download = at.calls().find(({ args }) => args[0] === "download")!;
    for (const ending of ["safetensors", "onnx", "onnx_data", "pt", "bin"])
      expect(download.args).toContain(`*.${ending}`);
    expect(download.args.slice(0, 4)).toEqual(["download", "me/cats", "--revision", "a".repeat(40)]);
    expect(ran.summary).toContain(`| published | https://example.org/me/cats at \`${"a".repeat(40)}\` |`);
    expect(ran.summary).toContain("| tag | v1 |");
  });

  test("of a publication that failed: red, no artifact, and a summary that says so", async () => {
    const at = world({ env: { PUBLISH_FAILS: "1" } });
    const kept: unknown[] = [];
    const ran = await deploy(at, { inputs: { create_release: true }, keep: (given) => kept.push(given) });
    expect([ran.outcome, kept]).toEqual(["failure", []]);
    expect(ran.summary).toContain("Nothing was tagged");
    expect(ran.steps.find(({ name }) => name === "Collect the deployment folder")?.outcome).toBe("skipped");
  });
});

describe("red before anything is done", () => {
  test.each<[string, Asked, string, string]>([
    ["no token", { token: "" }, "HF_TOKEN is missing", "Check what was asked for"],
    ["no repository", { inputs: { repo_id: "" } }, "HF_REPO_ID", "Check what was asked for"],
    ["no run", { inputs: { source_workflow: "train.yml" } }, "no successful run", "Find the training's run"],
    ["a data set of nothing", { inputs: { upload_datasets: true } }, "source_workflow", "Check what was asked for"],
    ["no artifact", { workflowRun: trained, repo: "me/cats" }, "no artifact", "Look at what was downloaded"],
  ])("%s", async (_, asked, why, where) => {
    const at = world();
    const ran = await deploy(at, asked);
    expect(ran.outcome).toBe("failure");
    expect(ran.steps.find(({ outcome }) => outcome === "failure")?.name).toBe(where);
    expect(ran.log).toMatch(/^::error title=Not published::/m);
    expect(ran.log).toContain(why);
    expect(at.calls().filter(({ args }) => args[0] === "publish")).toEqual([]);
  });

  test.each([
    ["none", []],
    ["two", ["a/dataset", "b/dataset"]],
  ])("%s data sets in the artifacts", async (_, folders) => {
    const at = world({ env: { GH_RUNS: RUNS } });
    const inputs = { source_workflow: "train.yml", upload_datasets: true };
    const ran = await deploy(at, { inputs, download: artifacts(...folders) });
    expect(ran.steps.find(({ outcome }) => outcome === "failure")?.name).toBe("Look at what was downloaded");
    expect(at.calls().filter(({ args }) => args[0] === "publish")).toEqual([]);
  });
});

describe("hostile inputs", () => {
  const fields = ["source_workflow", "training_type", "model_type", "repo_id", "version"];
  test.each(fields)("%s is refused without being read by a shell, printed or passed on", async (field) => {
    for (const text of HOSTILE) {
      const at = world({ env: { GH_RUNS: RUNS } });
      const ran = await deploy(at, { inputs: { [field]: text } });
      expect([text, ran.outcome]).toEqual([text, "failure"]);
      expect(ran.steps.filter(({ outcome }) => outcome !== "skipped").map(({ name }) => name)).toEqual([
        "Check what was asked for",
      ]);
      expect(ran.log).not.toContain("touch");
      expect(at.calls()).toEqual([]);
      expect(at.files().filter((file) => /(?:^|\/)-?x$/.test(file))).toEqual([]);
    }
  });

  test("the commit's title is one line, and a text to every command", async () => {
    for (const text of HOSTILE) {
      const at = world();
      const ran = await deploy(at, { inputs: { commit_message: text } });
      const refused = text.length > 300 || text.includes("\n") || text.includes("\u0007");
      expect([text, ran.outcome]).toEqual([text, refused ? "failure" : "success"]);
      const published = at.calls().filter(({ args }) => args[0] === "publish");
      if (!refused) expect(published[0].args).toContain(`--message=${text}`);
      expect(at.files().filter((file) => /(?:^|\/)-?x$/.test(file))).toEqual([]);
    }
  }, 60_000);

  test("a repository's variable is held to the same rules", async () => {
    const at = world();
    const ran = await deploy(at, { workflowRun: trained, repo: "$(touch x)/cats" });
    expect([ran.outcome, at.calls()]).toEqual(["failure", []]);
  });
});
