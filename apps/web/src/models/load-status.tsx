import "./load-status.css";
import { useEffect } from "preact/hooks";
import { useSubscribed } from "../browser/use-subscribed.ts";
import { texts } from "../texts.ts";
import { bytesText } from "./amounts.ts";
import { type LoadPhase, loadPhase } from "./load-phase.ts";
import type { ModelState } from "./model-state.ts";
import type { ModelStore } from "./model-store.ts";
import { runtimeName } from "./runtime-name.ts";
import { savesData } from "./saves-data.ts";

const {
  loading: words,
  site: { problem },
} = texts;

/** A model that says what runs it. */
interface Runnable {
  readonly runtime: string;
}

/** How a model is on its way: what is loaded, how far it is, where it comes from, and what to do when it fails. */
export function LoadStatus<T extends Runnable>({
  store,
  name,
  automatic = false,
}: {
  store: ModelStore<T>;
  /** What the model is called: "classifier". */
  name: string;
  /** Loads it as soon as this is shown, unless the device is told to save data. */
  automatic?: boolean;
}) {
  const state = useSubscribed(store);
  // Once, so that a load that was cancelled stays so.
  useEffect(() => {
    if (automatic && store.state().phase === "idle" && !savesData()) load();
  }, []);
  const load = () => void store.load().catch(() => undefined);
  const phase = loadPhase(state);
  const { title, detail } = describe(phase, state, name);
  const isUnderWay = state.phase === "loading";
  return (
    <section class="load-status" data-phase={phase.name} aria-label={words.label(name)}>
      <p class="visually-hidden" role="status">
        {title}
      </p>
      <div class="load-says">
        <p class="load-title" aria-hidden="true">
          {title}
        </p>
        <p class="load-detail muted small number">{detail}</p>
      </div>
      <div class="load-foot">
        <LoadBar phase={phase} name={name} />
        {phase.name !== "ready" && (
          <button type="button" class="button" onClick={isUnderWay ? store.cancel : load}>
            {isUnderWay ? words.cancel : phase.name === "failed" ? words.again : words.load}
          </button>
        )}
      </div>
    </section>
  );
}

/** Its place is kept when there is nothing to show. */
function LoadBar({ phase, name }: { phase: LoadPhase; name: string }) {
  if (phase.name === "idle" || phase.name === "ready" || phase.name === "failed")
    return <div class="load-bar" aria-hidden="true" />;
  const share = phase.name === "downloading" ? phase.progress.bytes / phase.progress.total : undefined;
  return (
    <div
      class="load-bar"
      role="progressbar"
      aria-label={words.label(name)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.floor(share * 100)}
    >
      {share === undefined ? <div class="load-pulse" /> : <div style={{ transform: `scaleX(${share})` }} />}
    </div>
  );
}

function describe(phase: LoadPhase, state: ModelState<Runnable>, name: string): { title: string; detail: string } {
  switch (phase.name) {
    case "idle":
      return { title: words.idle(name), detail: words.idleMore };
    case "finding":
      return { title: words.finding(name), detail: words.findingMore };
    case "downloading": {
      const { bytes, total, bytesPerSecond } = phase.progress;
      const speed = bytesPerSecond === undefined ? undefined : bytesText(bytesPerSecond);
      return { title: words.downloading(name), detail: words.amount(bytesText(bytes), bytesText(total), speed) };
    }
    case "starting":
      return { title: words.starting, detail: words.from[phase.from] };
    case "ready": {
      const runtime = state.phase === "ready" ? state.model.runtime : "";
      return { title: words.ready(runtimeName(runtime)), detail: words.readyMore(runtime, words.from[phase.from]) };
    }
    case "failed": {
      // The default places are right: whoever reads this can only see to the connection.
      const remedy = phase.code === "no-manifest" ? words.unreachable : phase.remedy;
      const told = [problem.because(phase.message), remedy && problem.remedy(remedy)];
      return { title: words.failed(name), detail: told.filter(Boolean).join(" ") };
    }
  }
}
