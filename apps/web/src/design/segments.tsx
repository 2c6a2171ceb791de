import "./segments.css";
import { useId } from "preact/hooks";

/** One of a few choices, side by side: radio buttons, so that arrows move between them. */
export function Segments<T extends string>({
  legend,
  choices,
  value,
  isSmall = false,
  onChange,
}: {
  /** What is chosen, for those who do not see it. */
  legend: string;
  /** What each value is called. */
  choices: Readonly<Record<T, string>>;
  value: T;
  isSmall?: boolean;
  onChange(value: T): void;
}) {
  const name = useId();
  return (
    <fieldset class={isSmall ? "segments small" : "segments"}>
      <legend class="visually-hidden">{legend}</legend>
      {(Object.keys(choices) as T[]).map((each) => (
        <label key={each}>
          <input type="radio" name={name} value={each} checked={each === value} onChange={() => onChange(each)} />
          <span>{choices[each]}</span>
        </label>
      ))}
    </fieldset>
  );
}
