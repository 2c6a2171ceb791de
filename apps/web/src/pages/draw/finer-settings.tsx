import "./finer-settings.css";
import { texts } from "../../texts.ts";
import { ChoiceField, Field, type FieldProps } from "./field.tsx";

const words = texts.draw;

/** What few people change: where the steps lie and when guidance acts. */
export function FinerSettings(field: Omit<FieldProps, "name">) {
  const { grid } = field.draft;
  return (
    <details class="finer">
      <summary>{words.advanced}</summary>
      <div class="stack">
        <ChoiceField {...field} name="grid" choices={words.grids} />
        {grid === "shifted" && <Field {...field} name="shift" />}
        {grid === "logit-normal" && (
          <div class="pair">
            <Field {...field} name="mean" />
            <Field {...field} name="std" />
          </div>
        )}
        <div class="stack tight">
          <div class="pair">
            <Field {...field} name="from" />
            <Field {...field} name="to" />
          </div>
          <p class="muted small">{words.hints.interval}</p>
        </div>
        <div class="pair">
          <Field {...field} name="rescale" />
          <Field {...field} name="index" />
        </div>
      </div>
    </details>
  );
}
