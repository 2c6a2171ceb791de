import "./picture-article.css";
import { useState } from "preact/hooks";
import { ErrorWords } from "../../design/error-words.tsx";
import { durationText, percentText } from "../../models/amounts.ts";
import { runtimeName } from "../../models/runtime-name.ts";
import { texts } from "../../texts.ts";
import { Bars } from "./bars.tsx";
import type { Heat } from "./heat.ts";
import { OcclusionPanel } from "./occlusion-panel.tsx";
import type { CardResult, PictureCard } from "./picture-card.ts";
import { queue } from "./queue.ts";
import { sayCat } from "./say-cat.ts";
import { SeenPicture } from "./seen-picture.tsx";
import { ShownPicture } from "./shown-picture.tsx";

const { card: words } = texts.classify;

/** A picture with what the network saw of it, and what it said. */
export function PictureArticle({ card, k, onRemove }: { card: PictureCard; k: number; onRemove(): void }) {
  const [heat, setHeat] = useState<Heat>();
  const { name, phase, picture, result } = card;
  return (
    <article class="card picture-card" aria-label={name} data-phase={phase}>
      <ShownPicture card={card} />
      <SeenPicture picture={picture} heat={heat} />
      <div class="picture-says">
        {phase === "failed" ? <Failure card={card} /> : <Answer result={result} phase={phase} />}
        {phase !== "failed" && <Bars predictions={result?.predictions} k={k} />}
        {phase !== "failed" && (
          <p class="small muted number picture-facts">
            {picture && result && (
              <>
                {words.facts(picture.width, picture.height)}{" "}
                {words.times(durationText(result.readMs), durationText(result.runMs), runtimeName(result.runtime))}
              </>
            )}
          </p>
        )}
      </div>
      <div class="picture-actions">
        {picture && result && <OcclusionPanel picture={picture} result={result} onHeat={setHeat} />}
        <button type="button" class="button remove" aria-label={words.removeNamed(name)} onClick={onRemove}>
          {words.remove}
        </button>
      </div>
    </article>
  );
}

function Answer({ result, phase }: { result: CardResult | undefined; phase: PictureCard["phase"] }) {
  if (!result) {
    return (
      <div class="picture-answer">
        <h3 class="muted">{words.phases[phase]}</h3>
        <p class="muted">{words.soon}</p>
      </div>
    );
  }
  const [{ label, probability }] = result.predictions;
  const saying = sayCat(result.catProbability);
  return (
    <div class="picture-answer">
      <h3>
        {words.labelOf(label)} <span class="number muted">{percentText(probability)}</span>
      </h3>
      <p data-saying={saying}>{words.cat(saying, percentText(result.catProbability ?? 0))}</p>
    </div>
  );
}

function Failure({ card: { id, error } }: { card: PictureCard }) {
  return (
    <div class="picture-answer">
      <h3>{words.failed}</h3>
      <div class="error">
        <ErrorWords error={error} />
      </div>
      <p>
        <button type="button" class="button" onClick={() => queue.retry(id)}>
          {words.again}
        </button>
      </p>
    </div>
  );
}
