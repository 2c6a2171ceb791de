// What actionlint does not look at, in workflows and in the action: what reaches a shell, who sees a secret, what is masked, what is not pinned.
import { parse } from "yaml";

/** Named by their major tag, since the commit of a release has not been read yet. */
const UNPINNED = new Set(["github/codeql-action/init@v4", "github/codeql-action/analyze@v4"]);

/**
 * Findings in the text of a workflow or of a composite action, each with the place it is about.
 *
 * @param {string} text
 * @returns {{ place: string, message: string }[]}
 */
export function checkWorkflow(text) {
  const file = parse(text);
  const findings = [];
  const find = (place, message) => findings.push({ place, message });
  const jobs = file.runs ? { action: file.runs } : (file.jobs ?? {});
  if (namesSecret(file.env))
    find("env", "a secret is in the environment of every job: give it to the step that needs it");
  for (const [name, job] of Object.entries(jobs)) {
    const at = file.runs ? "runs" : `jobs.${name}`;
    if (namesSecret(job.env))
      find(`${at}.env`, "a secret is in the environment of every step: give it to the one that needs it");
    if (!file.runs && !job.uses && job["timeout-minutes"] === undefined) find(at, "the job has no timeout-minutes");
    if (job["continue-on-error"]) find(at, "a failure is masked by continue-on-error");
    for (const [i, step] of (job.steps ?? []).entries()) checkStep(step, `${at}.steps[${i}]`, find);
  }
  if (!file.runs && file.permissions === undefined)
    find("permissions", "the workflow does not say which permissions it has");
  return findings;
}

function checkStep(step, at, find) {
  const script = [step.run, step.with?.script].filter((text) => typeof text === "string").join("\n");
  for (const [expression] of script.matchAll(/\$\{\{.*?\}\}/gs)) {
    find(at, `${expression} becomes part of a script: give it through env, and quote the variable`);
  }
  if (/\|\|\s*(?:true|:|echo)(?![\w-])/.test(script)) find(at, "a failure is masked by ||");
  if (step["continue-on-error"]) find(at, "a failure is masked by continue-on-error");
  const { uses } = step;
  if (uses && !uses.startsWith("./") && !/@[0-9a-f]{40}$/.test(uses) && !UNPINNED.has(uses)) {
    find(at, `${uses} is not pinned by its commit`);
  }
}

function namesSecret(env) {
  return Object.values(env ?? {}).some((value) => /\bsecrets\b/.test(String(value)));
}
