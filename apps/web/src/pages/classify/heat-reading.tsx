import "./heat-reading.css";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { percentText } from "../../models/amounts.ts";
import { texts } from "../../texts.ts";
import { type Heat, heatOf, heatScale, LEAST_SCALE, thirdOf } from "./heat.ts";
import type { Occlusion } from "./occlusion.ts";

const { look: words, card } = texts.classify;

/** Stands for "a cat of any breed" among the classes. */
const CAT = -1;

/** What was found, for one class or for cats as such: a sentence and a legend; the map itself is painted over the picture. */
export function HeatReading({
  occlusion,
  first,
  onHeat,
  onClose,
}: {
  occlusion: Occlusion;
  /** The class that is read first. */
  first: number;
  onHeat(heat: Heat | undefined): void;
  onClose(): void;
}) {
  const { labels, plan } = occlusion;
  const [about, setAbout] = useState(first);
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  const other = labels.indexOf("Other");
  const heat = useMemo(
    () => heatOf(occlusion, (byClass) => (about === CAT ? 1 - byClass[other] : byClass[about])),
    [occlusion, about, other],
  );
  useEffect(() => onHeat(heat), [heat, onHeat]);
  // The button that asked has gone: whoever uses the keyboard is led on.
  useEffect(() => select.current?.focus({ preventScroll: true }), []);
  const { strongest, whole, loss, gain } = heat;
  const { column, row } = thirdOf(strongest, plan.square, heat);
  const scale = heatScale(heat);
  const isFlat = Math.max(loss, gain) < LEAST_SCALE;
  return (
    <div class="reading">
      <div class="field">
        <label for={id}>{words.about}</label>
        <select
          ref={select}
          id={id}
          value={about}
          onChange={({ currentTarget }) => setAbout(Number(currentTarget.value))}
        >
          {other >= 0 && <option value={CAT}>{words.cat}</option>}
          {labels.map((label, i) => (
            <option key={label} value={i}>
              {card.labelOf(label)}
            </option>
          ))}
        </select>
      </div>
      <p role="status">
        {isFlat
          ? words.flat(percentText(whole))
          : strongest.share < whole
            ? words.strongest(words.places[row][column], percentText(whole), percentText(strongest.share))
            : words.onlyAgainst(percentText(whole))}
      </p>
      <div class="legend small muted number">
        <span>{words.against(Math.round(scale * 100))}</span>
        <span class="legend-bar" aria-hidden="true" />
        <span>{words.forIt(Math.round(scale * 100))}</span>
      </div>
      <p class="small muted">{words.explained(plan.square, plan.stride, plan.places.length)}</p>
      <button type="button" class="button" onClick={onClose}>
        {words.close}
      </button>
    </div>
  );
}
