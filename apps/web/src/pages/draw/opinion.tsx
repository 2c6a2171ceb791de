import "../../design/meter.css";
import "./opinion.css";
import type { Classification } from "@tiny-cats/core";
import { useEffect, useState } from "preact/hooks";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { ErrorNote } from "../../design/error-note.tsx";
import { percentText } from "../../models/amounts.ts";
import { isBroken } from "../../models/is-broken.ts";
import { LoadStatus } from "../../models/load-status.tsx";
import { classifierStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";
import type { Result } from "./run/result.ts";

const { result: words, run } = texts.draw;

/** What the classifier holds a drawing for. It begins as soon as it is shown. */
export function Opinion({ result }: { result: Result }) {
  const [said, setSaid] = useState<Classification>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const store = useSubscribed(classifierStore);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async () => (await classifierStore.load()).classify(result.image, { signal });
    setSaid(undefined);
    setError(undefined);
    ask().then(
      (answer) => !signal.aborted && setSaid(answer),
      (reason) => {
        if (signal.aborted) return;
        if (isBroken(reason)) classifierStore.reset();
        setError(reason);
      },
    );
    return () => controller.abort(new DOMException("cancelled", "AbortError"));
  }, [result.id, tries]);

  if (error !== undefined)
    return (
      <ErrorNote title={words.notAsked} error={error}>
        <button type="button" class="button" onClick={() => setTries(tries + 1)}>
          {run.again}
        </button>
      </ErrorNote>
    );
  if (!said && store.phase === "loading")
    return <LoadStatus store={classifierStore} name={texts.loading.names.classifier} />;
  return (
    <section class="opinion" aria-label={words.says} aria-busy={!said}>
      <p class="small">
        <strong>{said ? words.says : words.asking}</strong>{" "}
        {said?.catProbability !== undefined && (
          <span class="muted number">{words.cat(percentText(said.catProbability))}</span>
        )}
      </p>
      <ol aria-live="polite">
        {said?.predictions.slice(0, 3).map(({ id, label, probability }) => (
          <li key={id} class="number small">
            <span class={label === result.settings.breed ? "meant" : undefined}>{label}</span>
            <span class="meter" aria-hidden="true">
              <span style={{ transform: `scaleX(${probability})` }} />
            </span>
            <span>{percentText(probability)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
