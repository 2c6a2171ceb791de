import { expect, test } from "vitest";
import { evaluate, fill } from "./expression.ts";
import { runSteps } from "./run-steps.ts";
import { readYaml, world } from "./world.ts";

const { build, deploy } = readYaml(".github/workflows/deploy-web.yml").jobs;

/** The job that builds, and whether the one that deploys would follow. */
async function run(hash: string, branch = "main") {
  const at = world();
  const pages: Record<string, string>[] = [];
  const ran = await runSteps(build.steps, {
    ...at,
    contexts: { hashFiles: () => hash },
    actions: {
      "actions/checkout": () => undefined,
      "actions/setup-node": () => undefined,
      "actions/upload-pages-artifact": (given) => pages.push(given),
    },
  });
  const files = ran.steps.find(({ name }) => name === "files");
  const built = fill(build.outputs.built, { steps: { files } });
  const github = { ref_name: branch, event: { repository: { default_branch: "main" } } };
  const follows = evaluate(deploy.if, { needs: { build: { outputs: { built } } }, github });
  return { outcome: ran.outcome, pages, follows, commands: at.calls().map(({ args }) => args.slice(2).join(" ")) };
}

test("without the web app nothing is built or deployed, and nothing is red", async () => {
  expect(await run("")).toEqual({ outcome: "success", pages: [], follows: false, commands: [] });
});

test("with it, its static files are", async () => {
  expect(await run("a hash")).toEqual({
    outcome: "success",
    pages: [{ path: "apps/web/dist" }],
    follows: true,
    commands: ["install --frozen-lockfile", "turbo run build --filter=@tiny-cats/web"],
  });
});

test("another branch is built and not deployed", async () => {
  expect(await run("a hash", "try")).toMatchObject({ pages: [{ path: "apps/web/dist" }], follows: false });
});

test("the right to deploy is where nothing is built", () => {
  expect(build.permissions).toEqual({ contents: "read" });
  expect(deploy.steps.some(({ run: script }: { run?: string }) => script !== undefined)).toBe(false);
});
