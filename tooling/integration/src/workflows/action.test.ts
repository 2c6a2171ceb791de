import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fill } from "./expression.ts";
import { runSteps } from "./run-steps.ts";
import { HOSTILE, readYaml, type World, world } from "./world.ts";

const ACTION = readYaml("action.yml");

/** Uses the action in a step with a token in its environment. */
async function use(at: World, given: Record<string, string>, { token = "hf_local" } = {}) {
  mkdirSync(join(at.workspace, "checkpoints"), { recursive: true });
  const defaults = Object.entries<{ default?: string }>(ACTION.inputs).map(([name, input]) => [
    name,
    input.default ?? "",
  ]);
  const ran = await runSteps(ACTION.runs.steps, {
    ...at,
    env: { ...at.env, ...(token !== "" && { HF_TOKEN: token }) },
    contexts: { inputs: { ...Object.fromEntries(defaults), repo: "me/cats", ...given } },
  });
  const contexts = { steps: Object.fromEntries(Object.entries(ran.outputs).map(([id, outputs]) => [id, { outputs }])) };
  const outputs = Object.fromEntries(
    Object.entries<{ value: string }>(ACTION.outputs).map(([name, { value }]) => [name, fill(value, contexts)]),
  );
  return { ...ran, outputs, published: at.calls().filter(({ args }) => args[0] === "publish") };
}

describe("the action", () => {
  test("publishes what is asked for, and gives url, commit and tag", async () => {
    const at = world();
    const given = {
      folder: "checkpoints",
      message: "A title",
      tag: "v{version}",
      args: "--license\nCC-BY-SA-4.0\n\n--private\n",
    };
    const { outcome, outputs, published, log } = await use(at, { ...given, "cli-version": "1.2.0" });
    expect([outcome, log]).toEqual(["success", ""]);
    expect(outputs).toEqual({ url: "https://example.org/me/cats", commit: "a".repeat(40), tag: "v1" });
    const [{ args }] = published;
    expect(args.slice(0, 4)).toEqual(["publish", "checkpoints", "--repo", "me/cats"]);
    expect(args.slice(6)).toEqual([
      "-y",
      "--message=A title",
      "--tag=v{version}",
      "--license",
      "CC-BY-SA-4.0",
      "--private",
    ]);
  });

  test("installs the command where no token is, then runs the same version", async () => {
    const at = world();
    await use(at, { "cli-version": "1.2.0" });
    expect(
      at
        .calls()
        .filter(({ program }) => program === "npx")
        .map(({ args, token }) => [args[1], args[2], token]),
    ).toEqual([
      ["@tiny-cats/cli@1.2.0", "--version", false],
      ["@tiny-cats/cli@1.2.0", "publish", true],
    ]);
  });

  test("makes no tag where none is wanted, and no outputs of a dry run", async () => {
    const without = await use(world(), { tag: "none" });
    expect(without.published[0].args).toContain("--no-tag");
    expect(without.outputs.tag).toBe("");
    const dry = await use(world(), { args: "--dry-run" });
    expect([dry.outcome, dry.outputs]).toEqual(["success", { url: "", commit: "", tag: "" }]);
  });

  test("is red when publishing fails", async () => {
    expect((await use(world({ env: { PUBLISH_FAILS: "1" } }), {})).outcome).toBe("failure");
  });

  test("is red without a token, and says where one comes from", async () => {
    const at = world();
    const { outcome, log, summary } = await use(at, {}, { token: "" });
    expect([outcome, at.calls()]).toEqual(["failure", []]);
    expect(log).toMatch(/^::error title=Not published::HF_TOKEN is missing/m);
    expect(summary).toContain("huggingface.co/settings/tokens");
  });

  test.each(["repo", "cli-version", "folder"])("refuses a hostile %s", async (field) => {
    for (const text of HOSTILE) {
      const at = world();
      const { outcome, log } = await use(at, { [field]: text });
      // A folder that is there, somewhere, is only a wrong folder.
      if (field === "folder" && text === "../../etc") continue;
      expect([text, outcome, at.calls()]).toEqual([text, "failure", []]);
      expect(log).not.toContain("touch");
      expect(at.files().filter((file) => /(?:^|\/)-?x$/.test(file))).toEqual([]);
    }
  });

  test.each(["message", "tag", "args"])(
    "passes a hostile %s on as text, or refuses it",
    async (field) => {
      for (const text of HOSTILE) {
        const at = world();
        const { published } = await use(at, { [field]: text });
        const given = published.flatMap(({ args }) => args);
        if (field !== "args" && /\s*\n/.test(text)) expect(published).toEqual([]);
        else if (field !== "args" && published.length > 0) expect(given).toContain(`--${field}=${text}`);
        else if (field === "args") expect(given).toEqual(expect.arrayContaining(text.split("\n")));
        expect(at.files().filter((file) => /(?:^|\/)-?x$/.test(file))).toEqual([]);
      }
    },
    60_000,
  );
});
