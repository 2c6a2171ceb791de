import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contexts, evaluate, fill } from "./expression.ts";

/** A step of a workflow's job or of a composite action. */
export interface Step {
  id?: string;
  name?: string;
  if?: string;
  env?: Record<string, unknown>;
  with?: Record<string, unknown>;
  run?: string;
  uses?: string;
}

/** Where the steps run. */
export interface Runner {
  /** The checked-out repository. */
  workspace: string;
  temp: string;
  /** What every step finds in its environment. */
  env: Record<string, string>;
  contexts: Contexts;
  /** Stands in for an action, by its name without the commit. */
  actions?: Record<string, (given: Record<string, string>) => void>;
}

/** What happened. */
export interface Ran {
  outcome: "success" | "failure";
  /** By name, or by id, or by the action. */
  steps: { name: string; outcome: "success" | "failure" | "skipped"; env: Record<string, string> }[];
  outputs: Record<string, Record<string, string>>;
  log: string;
  summary: string;
}

/** Runs steps one after the other as a runner of GitHub does: bash -eo pipefail, outputs and paths through files, and `if`. */
export async function runSteps(steps: readonly Step[], runner: Runner): Promise<Ran> {
  const { temp, actions = {} } = runner;
  mkdirSync(temp, { recursive: true });
  const done: Record<string, { outputs: Record<string, string>; outcome: string }> = {};
  const ran: Ran = { outcome: "success", steps: [], outputs: {}, log: "", summary: "" };
  const state = { path: runner.env.PATH, number: 0 };
  for (const step of steps) {
    const contexts: Contexts = {
      ...runner.contexts,
      steps: done,
      always: () => true,
      success: () => ran.outcome === "success",
      failure: () => ran.outcome === "failure",
    };
    const name = step.name ?? step.id ?? step.uses?.replace(/@.*/, "") ?? "";
    const wanted = isWanted(step, contexts, ran.outcome);
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, fill(value, contexts)]));
    const result = wanted ? await runOne(step, env, contexts) : { outcome: "skipped" as const, outputs: {} };
    if (result.outcome === "failure") ran.outcome = "failure";
    if (step.id !== undefined) {
      done[step.id] = result;
      ran.outputs[step.id] = result.outputs;
    }
    ran.steps.push({ name, outcome: result.outcome, env });
  }
  return ran;

  async function runOne(step: Step, env: Record<string, string>, contexts: Contexts) {
    if (step.uses !== undefined) {
      const action = actions[step.uses.replace(/@.*/, "")];
      if (!action) throw new Error(`nothing stands in for ${step.uses}`);
      action(Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, fill(value, contexts)])));
      return { outcome: "success" as const, outputs: {} };
    }
    const file = (kind: string) => join(temp, `${kind}-${state.number}`);
    state.number++;
    for (const kind of ["output", "summary", "path"]) writeFileSync(file(kind), "");
    // The script is run as it stands: whatever an expression in it would become, it is not filled in here.
    writeFileSync(file("script"), step.run ?? "");
    const code = await bash(file("script"), {
      cwd: runner.workspace,
      env: {
        ...runner.env,
        ...env,
        PATH: state.path,
        RUNNER_TEMP: temp,
        GITHUB_WORKSPACE: runner.workspace,
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary"),
        GITHUB_PATH: file("path"),
      },
      onText: (text) => {
        ran.log += text;
      },
    });
    ran.summary += readFileSync(file("summary"), "utf8");
    for (const line of linesOf(file("path"))) state.path = `${line}:${state.path}`;
    return { outcome: code === 0 ? ("success" as const) : ("failure" as const), outputs: pairsOf(file("output")) };
  }
}

/** A condition without always() or the like also wants that nothing failed before. */
function isWanted({ if: condition }: Step, contexts: Contexts, outcome: Ran["outcome"]): boolean {
  if (condition === undefined) return outcome === "success";
  const said = Boolean(evaluate(condition.replace(/^\$\{\{|\}\}$/g, ""), contexts));
  return /\b(?:always|failure|success|cancelled)\(\)/.test(condition) ? said : said && outcome === "success";
}

function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

/** Lines name=value; what is none would be refused by a runner, too. */
function pairsOf(file: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(file).map((line) => {
      const at = line.indexOf("=");
      if (at < 1) throw new Error(`${JSON.stringify(line)} is no output`);
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

interface Bash {
  cwd: string;
  env: Record<string, string>;
  onText: (text: string) => void;
}

function bash(script: string, { cwd, env, onText }: Bash): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk) => onText(String(chunk)));
    child.stderr.on("data", (chunk) => onText(String(chunk)));
    child.on("error", reject);
    child.on("close", resolve);
  });
}
