import { evaluate } from "./expression.ts";
import { type Ran, runSteps } from "./run-steps.ts";
import { readYaml, type World } from "./world.ts";

export const WORKFLOW = readYaml(".github/workflows/deploy-hub.yml");
export const STEPS = WORKFLOW.jobs.publish.steps;

export interface Asked {
  inputs?: Record<string, unknown>;
  /** Of a training that ended. */
  workflowRun?: Record<string, unknown>;
  token?: string;
  repo?: string;
  /** What the download of artifacts does. */
  download?: (folder: string, given: Record<string, string>) => void;
  /** Told what is kept as an artifact. */
  keep?: (given: Record<string, string>) => void;
}

/** Inputs as the form of a dispatched run has them. */
export const DEFAULTS = {
  source_workflow: "none",
  training_type: "full",
  model_type: "all",
  repo_id: "me/cats",
  version: "",
  commit_message: "",
  upload_datasets: false,
  create_release: false,
};

function contextsOf({ inputs = {}, workflowRun, token = "hf_local", repo = "" }: Asked) {
  return {
    inputs: workflowRun ? {} : { ...DEFAULTS, ...inputs },
    vars: { HF_REPO_ID: repo },
    secrets: { HF_TOKEN: token },
    github: {
      event_name: workflowRun ? "workflow_run" : "workflow_dispatch",
      repository: "me/project",
      run_number: 7,
      token: "ghs_test",
      event: { repository: { default_branch: "main" }, ...(workflowRun && { workflow_run: workflowRun }) },
    },
  };
}

/** Whether the job would run at all. */
export function wouldRun(asked: Asked): boolean {
  return Boolean(evaluate(WORKFLOW.jobs.publish.if, contextsOf(asked)));
}

/** Runs the job's steps. */
export function deploy(world: World, asked: Asked): Promise<Ran> {
  return runSteps(STEPS, {
    ...world,
    contexts: contextsOf(asked),
    actions: {
      "actions/checkout": () => undefined,
      "actions/setup-node": () => undefined,
      "actions/download-artifact": (given) => asked.download?.(`${world.workspace}/${given.path}`, given),
      "actions/upload-artifact": (given) => asked.keep?.(given),
    },
  });
}
