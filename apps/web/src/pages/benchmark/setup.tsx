import { useState } from "preact/hooks";
import type { DefaultModel } from "../../models/default-sources.ts";
import { texts } from "../../texts.ts";
import { type Plan, providerKey, providersOf } from "./plan.ts";

const { benchmark: words } = texts;
const KINDS = ["classifier", "generator"] as const;
const CALLS = { classifier: [10, 30, 100], generator: [3, 10, 20] } as const;

/** What is to be measured, on what, and how often. */
export function Setup({
  isRunning,
  onRun,
  onCancel,
}: {
  isRunning: boolean;
  onRun(plans: readonly Plan[], runs: number): void;
  onCancel(): void;
}) {
  const providers = providersOf({
    isolated: crossOriginIsolated,
    cores: navigator.hardwareConcurrency || 1,
    gpu: "gpu" in navigator,
  });
  const [kind, setKind] = useState<DefaultModel>("classifier");
  const [calls, setCalls] = useState<number>(CALLS.classifier[1]);
  const most = providers.findLast(({ device }) => device === "wasm")!;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set([providerKey(most)]));
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = providers.filter((provider) => chosen.has(providerKey(provider)));
        onRun(
          wanted.map((provider) => ({ kind, ...provider })),
          calls,
        );
      }}
    >
      <fieldset disabled={isRunning}>
        <legend>{words.what}</legend>
        {KINDS.map((each) => (
          <label key={each} class="choice-line">
            <input
              type="radio"
              name="what"
              checked={each === kind}
              onChange={() => {
                setKind(each);
                setCalls(CALLS[each][1]);
              }}
            />
            {words.kinds[each]}
          </label>
        ))}
      </fieldset>
      <fieldset disabled={isRunning}>
        <legend>{words.on}</legend>
        {providers.map((provider) => (
          <label key={providerKey(provider)} class="choice-line">
            <input
              type="checkbox"
              checked={chosen.has(providerKey(provider))}
              onChange={() => toggle(providerKey(provider))}
            />
            {words.provider(provider.device, provider.threads)}
          </label>
        ))}
      </fieldset>
      <div class="field calls">
        <label for="calls">{words.calls}</label>
        <select
          id="calls"
          value={calls}
          disabled={isRunning}
          onChange={({ currentTarget }) => setCalls(Number(currentTarget.value))}
        >
          {CALLS[kind].map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </div>
      <div class="row">
        {isRunning ? (
          <button key="cancel" type="button" class="button" onClick={onCancel}>
            {words.cancel}
          </button>
        ) : (
          <button key="run" type="submit" class="button primary" disabled={chosen.size === 0}>
            {words.run}
          </button>
        )}
      </div>
    </form>
  );
}
