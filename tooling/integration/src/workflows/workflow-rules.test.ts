import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkWorkflow } from "../../../../scripts/workflow-rules.mjs";
import { ROOT } from "./world.ts";

/** Expressions are written between these signs: a text of TypeScript with the real ones looks like a mistake. */
const expressions = (text: string) => text.replaceAll("\u00ab", "$" + "{{ ").replaceAll("\u00bb", " }}");

/** A workflow with these lines as the only step of its job, and others of the job or of the file. */
const workflow = (step: string, { job = "timeout-minutes: 5", file = "permissions: {}" } = {}) => `
on: push
${file}
jobs:
  one:
    runs-on: ubuntu-latest
    ${job}
    steps:
      - ${step.replaceAll("\n", "\n        ")}
`;

const messages = (text: string) => checkWorkflow(expressions(text)).map(({ place, message }) => `${place}: ${message}`);
const PINNED = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";

test.each([
  "run: npm test",
  "run: echo $NAME\nenv:\n  NAME: «inputs.name»",
  "run: tiny-cats whoami\nenv:\n  HF_TOKEN: «secrets.HF_TOKEN»",
  `uses: ${PINNED} # v7.0.1\nwith:\n  ref: «inputs.ref»`,
  "uses: ./.github/actions/own",
])("accepts %j", (step) => {
  expect(messages(workflow(step))).toEqual([]);
});

test.each([
  ["an input in a script", "run: echo «inputs.name»", /steps\[0\]: \$\{\{ inputs\.name \}\} becomes part of a script/],
  ["an event's text in a script", "run: |\n  echo '«github.event.issue.title»'", /github\.event\.issue\.title/],
  ["an expression over two lines", "run: echo «\n  inputs.name»", /becomes part of a script/],
  ["a branch's name in a script", "run: git push origin «github.head_ref»", /github\.head_ref/],
  ["a secret on a command line", "run: curl -u «secrets.TOKEN» x", /secrets\.TOKEN/],
  ["an input in another language's script", `uses: ${PINNED}\nwith:\n  script: console.log("«inputs.a»")`, /inputs\.a/],
  ["what fails and is masked", "run: npm test || true", /masked by \|\|/],
  ["the same with a colon", "run: |\n  npm test || :", /masked by \|\|/],
  ["the same with echo", "run: npm test || echo never mind", /masked by \|\|/],
  ["the same by a setting", "run: npm test\ncontinue-on-error: true", /continue-on-error/],
  ["an action by its tag", "uses: actions/checkout@v7", /checkout@v7 is not pinned/],
  ["an action by a short commit", "uses: actions/checkout@3d3c42e", /is not pinned/],
])("finds %s", (_, step, expected) => {
  const found = messages(workflow(step));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(expected);
});

test("finds a job without a limit or whose failure is masked, a workflow without permissions, and a secret that every step would see", () => {
  expect(messages(workflow("run: ls", { job: "name: x" }))).toEqual(["jobs.one: the job has no timeout-minutes"]);
  expect(messages(workflow("run: ls", { file: "name: x" }))).toEqual([
    "permissions: the workflow does not say which permissions it has",
  ]);
  const masked = workflow("run: ls", { job: "timeout-minutes: 5\n    continue-on-error: true" });
  expect(messages(masked)).toEqual(["jobs.one: a failure is masked by continue-on-error"]);
  const secret = "env: { T: '«secrets.T»' }";
  expect(messages(workflow("run: ls", { file: `permissions: {}\n${secret}` }))[0]).toMatch(/^env: a secret/);
  expect(messages(workflow("run: ls", { job: `timeout-minutes: 5\n    ${secret}` }))[0]).toMatch(/^jobs\.one\.env/);
});

test("finds an input in a composite action's script", () => {
  const action = "runs:\n  using: composite\n  steps:\n    - run: echo «inputs.repo»\n      shell: bash\n";
  expect(messages(action)).toEqual([expect.stringContaining("runs.steps[0]")]);
});

test("every workflow and the action keep to the rules", () => {
  const folder = join(ROOT, ".github", "workflows");
  const files = [...readdirSync(folder).map((name) => join(folder, name)), join(ROOT, "action.yml")];
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) expect([file, messages(readFileSync(file, "utf8"))]).toEqual([file, []]);
});
