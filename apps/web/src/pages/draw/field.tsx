import "./field.css";
import type { ComponentChildren } from "preact";
import { texts } from "../../texts.ts";
import type { Draft, DraftField } from "./settings/draft.ts";
import type { Faults } from "./settings/read-draft.ts";

const { labels, hints } = texts.draw;

export interface FieldProps {
  name: DraftField;
  draft: Draft;
  faults: Faults;
  onChange(change: Partial<Draft>): void;
}

/** A field of the form: its name, what is typed, and below it a hint or what is wrong. */
export function Field({ name, draft, faults, onChange, children }: FieldProps & { children?: ComponentChildren }) {
  const fault = faults[name];
  const hint = (hints as Record<string, string>)[name];
  const below = fault ?? hint;
  return (
    <div class="field">
      <label for={`draw-${name}`}>{labels[name]}</label>
      <div class="field-row">
        <input
          id={`draw-${name}`}
          name={name}
          class="number"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          value={draft[name]}
          aria-invalid={fault !== undefined}
          aria-describedby={below === undefined ? undefined : `draw-${name}-below`}
          onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
        />
        {children}
      </div>
      {below !== undefined && (
        <p id={`draw-${name}-below`} class={fault === undefined ? "muted small" : "fault small"}>
          {below}
        </p>
      )}
    </div>
  );
}

/** A field that can be slid as well, over the values that make sense most often. */
export function SlidingField({ min, max, step, ...field }: FieldProps & { min: number; max: number; step: number }) {
  return (
    <Field {...field}>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={field.draft[field.name]}
        aria-label={texts.draw.slide(labels[field.name])}
        onInput={({ currentTarget }) => field.onChange({ [field.name]: currentTarget.value })}
      />
    </Field>
  );
}

/** A field with a few choices. */
export function ChoiceField({
  name,
  draft,
  faults,
  onChange,
  choices,
}: FieldProps & { choices: Readonly<Record<string, string>> }) {
  return (
    <div class="field">
      <label for={`draw-${name}`}>{labels[name]}</label>
      <select
        id={`draw-${name}`}
        name={name}
        value={draft[name]}
        aria-invalid={faults[name] !== undefined}
        onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
      >
        {Object.entries(choices).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {faults[name] !== undefined && <p class="fault small">{faults[name]}</p>}
    </div>
  );
}
