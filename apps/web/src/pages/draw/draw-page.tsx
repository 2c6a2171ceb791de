import "./draw-page.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { listenForFiles } from "../../browser/listen-for-files.ts";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { ErrorNote } from "../../design/error-note.tsx";
import { bytesText } from "../../models/amounts.ts";
import { LoadStatus } from "../../models/load-status.tsx";
import { generatorStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";
import { Announcer } from "./announcer.tsx";
import { DrawForm } from "./draw-form.tsx";
import { Easel, type Shown } from "./easel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { modelOf } from "./model-of.ts";
import { Notices } from "./notices.tsx";
import { OpenDrawing } from "./open-drawing.tsx";
import { Opinion } from "./opinion.tsx";
import { ResultActions } from "./result-actions.tsx";
import { ResultsSheet } from "./results-sheet.tsx";
import type { Result } from "./run/result.ts";
import { startingNoise } from "./run/starting-noise.ts";
import type { StudioState } from "./run/studio.ts";
import { RunProgress } from "./run-progress.tsx";
import { type Draft, type DraftField, draftOf, recommended } from "./settings/draft.ts";
import type { DrawPlan } from "./settings/draw-plan.ts";
import { studio } from "./shared.ts";
import { useDraft } from "./use-draft.ts";
import { useOpened } from "./use-opened.ts";

const words = texts.draw;

/** Fields that change the noise a picture begins with. */
const OF_THE_NOISE: readonly DraftField[] = ["breed", "seed", "index"];

/** Draws cats: the form, the easel, and what was drawn on this device. */
export function DrawPage() {
  const store = useSubscribed(generatorStore);
  const model = useMemo(() => modelOf(store), [store.phase]);
  const form = useDraft(model);
  const state = useSubscribed(studio, withoutSteps);
  const [selected, setSelected] = useState<Result>();
  const [isAsked, setAsked] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const { phase, drawing, picture, results, error, ended } = state;
  const isRunning = phase !== undefined;
  const { plan, draft, faults } = form;
  const { labels, generation } = model.manifest;
  const hasNoise = OF_THE_NOISE.every((field) => faults[field] === undefined);
  const first = { breed: draft.breed, seed: Number(draft.seed), index: Number(draft.index) };
  const noise = useMemo(
    () => (hasNoise ? startingNoise(first, model.manifest) : undefined),
    [hasNoise, first.breed, first.seed, first.index, model.manifest],
  );
  const liveNoise = useMemo(
    () => drawing && startingNoise({ ...drawing, seed: drawing.seed + picture - 1 }, model.manifest),
    [drawing, picture, model.manifest],
  );

  const show = (result: Result | undefined) => {
    setAsked(false);
    setSelected(result);
  };
  const showAbove = (result: Result) => {
    show(result);
    bringIntoView(top.current);
  };
  const opened = useOpened((result) => {
    const { modelSha256 } = result.settings;
    const isOther = model.modelSha256 !== undefined && model.modelSha256 !== modelSha256;
    form.fill(draftOf({ ...result.settings, count: 1 }), words.open.done, isOther ? [words.open.otherModel] : []);
    showAbove(result);
  });
  const take = useRef(opened.take);
  take.current = opened.take;
  useEffect(() => listenForFiles(window, { onGiven: (given) => void take.current(given), onOver: setDropping }), []);

  // The last of a run stays on the easel when it ends.
  useEffect(() => {
    if (ended && results.length > 0) setSelected((before) => before ?? results[results.length - 1]);
  }, [ended]);
  // Nothing goes on for a page that nobody sees.
  useEffect(() => () => studio.cancel(), []);
  useEffect(() => {
    if (!isRunning) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && studio.cancel();
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [isRunning]);

  const draw = (plan: DrawPlan) => {
    form.dismiss();
    form.write(plan);
    show(undefined);
    bringIntoView(top.current);
    void studio.draw(plan);
  };
  const change = (change: Partial<Draft>) => {
    form.change(change);
    if (!isRunning && OF_THE_NOISE.some((field) => field in change)) show(undefined);
  };

  const shown: Shown = selected
    ? { kind: "result", result: selected }
    : drawing && liveNoise
      ? { kind: "live", breed: drawing.breed, seed: drawing.seed + picture - 1, noise: liveNoise }
      : noise
        ? { kind: "noise", seed: first.seed, noise }
        : { kind: "nothing" };

  return (
    <div class="page draw">
      <div class="stack">
        <h1>{texts.site.titles.draw}</h1>
        <p class="lead">{words.lead}</p>
        <Announcer />
        <Notices said={form.said} onDismiss={form.dismiss} />
      </div>
      <div class="draw-work">
        <div class="draw-easel stack" ref={top}>
          <Easel shown={shown} isDropping={isDropping}>
            {isRunning && (selected || phase === "drawing") && <RunProgress />}
            {isRunning && selected && (
              <button type="button" class="button" onClick={() => show(undefined)}>
                {words.easel.toLive}
              </button>
            )}
            {phase === "loading" && <LoadStatus store={generatorStore} name={texts.loading.names.generator} />}
            {!isRunning && error !== undefined && (
              <ErrorNote title={words.run.failed} error={error}>
                <button type="button" class="button" onClick={() => plan && draw(plan)}>
                  {words.run.again}
                </button>
              </ErrorNote>
            )}
            {selected && !isRunning && (
              <ResultActions
                result={selected}
                onUse={() => form.fill(draftOf({ ...selected.settings, count: 1 }), words.result.used)}
                onAsk={() => setAsked(true)}
              />
            )}
            {selected && isAsked && <Opinion result={selected} />}
            {!selected && !isRunning && error === undefined && (
              <p class="muted small">{store.phase === "ready" ? "" : words.run.first(bytesText(model.bytes))}</p>
            )}
          </Easel>
          {Math.max(drawing?.count ?? 0, results.length) > 1 && (
            <ResultsSheet
              results={results}
              count={drawing?.count ?? results.length}
              shown={selected?.id}
              onShow={show}
            />
          )}
        </div>
        <div class="stack">
          <DrawForm
            breeds={generation.drawable.map((id) => labels[id])}
            draft={draft}
            faults={faults}
            plan={plan}
            unit={state.unit}
            usual={recommended(model.manifest)}
            isRunning={isRunning}
            onChange={change}
            onDraw={draw}
            onCancel={studio.cancel}
          />
          <OpenDrawing opened={opened} />
        </div>
      </div>
      <HistoryPanel shown={selected?.id} onShow={showAbove} />
    </div>
  );
}

/** All but what every step changes, which has components of its own. */
function withoutSteps({ run, results, error, ended, unit }: StudioState) {
  return { phase: run?.phase, drawing: run?.plan, picture: run?.picture ?? 1, results, error, ended, unit };
}

/** Scrolls to the easel unless it is to be seen. */
function bringIntoView(easel: HTMLElement | null): void {
  const top = easel?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight / 2) easel?.scrollIntoView({ block: "start" });
}
