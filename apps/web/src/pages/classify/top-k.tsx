import "./top-k.css";
import { useId } from "preact/hooks";
import { texts } from "../../texts.ts";

const { list: words } = texts.classify;

/** How many classes are shown of each picture. */
export function TopK({ k, onChange }: { k: number; onChange(k: number): void }) {
  const id = useId();
  return (
    <div class="field top-k">
      <label for={id}>{words.classes(k)}</label>
      <input
        id={id}
        type="range"
        min={1}
        max={13}
        value={k}
        onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </div>
  );
}
