import "../../design/meter.css";
import "./bars.css";
import type { Prediction } from "@tiny-cats/core";
import { percentText } from "../../models/amounts.ts";
import { texts } from "../../texts.ts";

const { card: words } = texts.classify;

/** The most probable classes; as many rows before they are known as after. */
export function Bars({ predictions, k }: { predictions: readonly Prediction[] | undefined; k: number }) {
  const rows = predictions?.slice(0, k) ?? Array.from({ length: k }, () => undefined);
  return (
    <ol class="bars" aria-label={words.bars} aria-busy={!predictions}>
      {rows.map((row, i) => (
        <li key={i}>
          <span class="bar-name">{row && words.labelOf(row.label)}</span>
          <span class="meter" aria-hidden="true">
            <span style={{ transform: `scaleX(${row?.probability ?? 0})` }} />
          </span>
          <span class="number bar-share">{row && percentText(row.probability)}</span>
        </li>
      ))}
    </ol>
  );
}
