import { texts } from "../../texts.ts";

const { easel } = texts.draw;

/** Chooses how a small picture is enlarged. */
export function SmoothSwitch({ isSmooth, onChange }: { isSmooth: boolean; onChange(isSmooth: boolean): void }) {
  return (
    <fieldset class="smooth-switch">
      <legend class="visually-hidden">{easel.view}</legend>
      {[true, false].map((value) => (
        <label key={String(value)}>
          <input type="radio" name="smooth" checked={isSmooth === value} onChange={() => onChange(value)} />
          <span class="smooth-name">{value ? easel.smooth : easel.pixels}</span>
        </label>
      ))}
    </fieldset>
  );
}
