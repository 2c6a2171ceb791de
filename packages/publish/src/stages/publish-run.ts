import type { HubOptions, RepoId } from "@tiny-cats/hub";
import type { Stage } from "../progress.ts";
import type { PublishOptions } from "../publish-options.ts";
import type { RunStage, Work } from "../resume/open-work.ts";

/** What the stages of a publication work with. */
export interface PublishRun {
  repo: RepoId;
  options: PublishOptions;
  work: Work;
  /** The options of the Hub's functions; requests that are sent again with them are counted. */
  hub: HubOptions;
  stop: { signal?: AbortSignal };
  /** Tells that a stage begins. @throws the signal's reason, but not before the report: everything is done by then */
  begin(stage: Stage): void;
  /** Begins a stage and gives its result, as `work.stage` does; tells where it is an earlier run's. */
  stage<T>(name: Stage, inputs: unknown, run: RunStage<T>, intact?: (result: T) => Promise<boolean>): Promise<T>;
}

export function publishRun(given: Omit<PublishRun, "stop" | "begin" | "stage">): PublishRun {
  const { options, work } = given;
  const { signal, onStage, onKept } = options;
  const begin = (stage: Stage) => {
    if (stage !== "report") signal?.throwIfAborted();
    onStage?.(stage);
  };
  return {
    ...given,
    stop: signal ? { signal } : {},
    begin,
    async stage(name, ...stage) {
      begin(name);
      const { result, kept } = await work.stage(name, ...stage);
      if (kept) onKept?.(name);
      return result;
    },
  };
}
