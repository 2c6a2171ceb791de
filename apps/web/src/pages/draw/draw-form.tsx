import "./draw-form.css";
import { useRef } from "preact/hooks";
import { texts } from "../../texts.ts";
import { BreedChoice } from "./breed-choice.tsx";
import { ChoiceField, Field, SlidingField } from "./field.tsx";
import { FinerSettings } from "./finer-settings.tsx";
import { stepCosts } from "./run/step-costs.ts";
import type { Draft, SamplerFields } from "./settings/draft.ts";
import { type DrawPlan, MAX_COUNT } from "./settings/draw-plan.ts";
import { randomSeed } from "./settings/random-seed.ts";
import type { Faults } from "./settings/read-draft.ts";

const words = texts.draw;

/** What is to be drawn, and how. */
export function DrawForm({
  breeds,
  draft,
  faults,
  plan,
  unit,
  usual,
  isRunning,
  onChange,
  onDraw,
  onCancel,
}: {
  breeds: readonly string[];
  draft: Draft;
  faults: Faults;
  plan: DrawPlan | undefined;
  /** Milliseconds of a run of the model, once measured. */
  unit: number | undefined;
  /** How the model recommends to draw. */
  usual: SamplerFields;
  isRunning: boolean;
  onChange(change: Partial<Draft>): void;
  onDraw(plan: DrawPlan): void;
  onCancel(): void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const field = { draft, faults, onChange };
  const isUsual = Object.entries(usual).every(([name, value]) => draft[name as keyof Draft] === value);
  const goToFault = () => {
    const input = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const fold = input?.closest("details");
    if (fold) fold.open = true;
    input?.focus();
  };
  return (
    <form
      ref={form}
      class="card draw-form"
      aria-label={words.what}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isRunning) onCancel();
        else if (plan) onDraw(plan);
        else goToFault();
      }}
    >
      <BreedChoice breeds={breeds} value={draft.breed} fault={faults.breed} onChange={(breed) => onChange({ breed })} />
      <Field {...field} name="seed">
        <button type="button" class="button" onClick={() => onChange({ seed: String(randomSeed()) })}>
          <Dice />
          {words.random}
        </button>
      </Field>
      <SlidingField {...field} name="count" min={1} max={MAX_COUNT} step={1} />
      <button type="submit" class={isRunning ? "button draw-button" : "button primary draw-button"}>
        {isRunning ? words.cancel : words.draw(plan?.count ?? 1)}
      </button>
      <p class="muted small number draw-cost">{plan ? costOf(plan, unit) : ""}</p>
      <fieldset class="plain how">
        <legend>{words.settings}</legend>
        <SlidingField {...field} name="steps" min={1} max={60} step={1} />
        <SlidingField {...field} name="guidance" min={0} max={8} step={0.1} />
        <ChoiceField {...field} name="solver" choices={words.solvers} />
        <FinerSettings {...field} />
        <div class="row small">
          {isUsual ? (
            <span class="muted reset-note">{words.isRecommended}</span>
          ) : (
            <button type="button" class="button" onClick={() => onChange(usual)}>
              {words.reset}
            </button>
          )}
        </div>
      </fieldset>
    </form>
  );
}

function costOf(plan: DrawPlan, unit: number | undefined): string {
  const runs = stepCosts(plan).reduce((sum, cost) => sum + cost, 0);
  return unit === undefined ? words.cost(runs) : words.costTime(runs, words.time((runs * unit) / 1000));
}

function Dice() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <rect x="2" y="2" width="16" height="16" rx="4" fill="none" stroke="currentColor" stroke-width="1.800" />
      <g fill="currentColor">
        <circle cx="6.500" cy="6.500" r="1.400" />
        <circle cx="13.500" cy="6.500" r="1.400" />
        <circle cx="10" cy="10" r="1.400" />
        <circle cx="6.500" cy="13.500" r="1.400" />
        <circle cx="13.500" cy="13.500" r="1.400" />
      </g>
    </svg>
  );
}
