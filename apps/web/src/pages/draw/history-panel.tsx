import "./history-panel.css";
import { type RgbImage, toRgb } from "@tiny-cats/core";
import { decodePng } from "@tiny-cats/core/png";
import { useEffect, useState } from "preact/hooks";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { texts } from "../../texts.ts";
import { type Kept, MAX_KEPT } from "./history/history.ts";
import type { Result } from "./run/result.ts";
import { drawingHistory } from "./shared.ts";
import { Thumbnail } from "./thumbnail.tsx";

const { history: words } = texts.draw;

/** The drawings of this device, newest first. */
export function HistoryPanel({ shown, onShow }: { shown: string | undefined; onShow(result: Result): void }) {
  const { kept, isLasting } = useSubscribed(drawingHistory);
  const [isAsking, setAsking] = useState(false);
  const [cleared, setCleared] = useState("");
  useEffect(() => void drawingHistory.open(), []);
  return (
    <section class="stack" aria-labelledby="draw-history">
      <div class="row history-head">
        <h2 id="draw-history">{words.title}</h2>
        {kept.length > 0 && !isAsking && (
          <button type="button" class="button" onClick={() => setAsking(true)}>
            {words.clear}
          </button>
        )}
        {isAsking && (
          <fieldset class="row plain">
            <legend class="visually-hidden">{words.sure(kept.length)}</legend>
            <span aria-hidden="true">{words.sure(kept.length)}</span>
            <button
              type="button"
              class="button primary"
              onClick={() => {
                setAsking(false);
                setCleared("");
                void drawingHistory.clear().then(() => setCleared(words.cleared));
              }}
            >
              {words.yes}
            </button>
            <button type="button" class="button" ref={(button) => button?.focus()} onClick={() => setAsking(false)}>
              {words.no}
            </button>
          </fieldset>
        )}
      </div>
      <p class="muted small">{isLasting ? words.keeps(MAX_KEPT) : words.fleeting}</p>
      <p class="visually-hidden" role="status">
        {kept.length === 0 ? cleared : ""}
      </p>
      {kept.length === 0 ? (
        <p class="history-empty muted">{words.empty}</p>
      ) : (
        <ul class="history">
          {kept.map((each) => (
            <li key={each.id}>
              <KeptThumbnail kept={each} isShown={each.id === shown} onShow={onShow} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function KeptThumbnail({ kept, isShown, onShow }: { kept: Kept; isShown: boolean; onShow(result: Result): void }) {
  const [image, setImage] = useState<RgbImage>();
  useEffect(() => {
    let isMeant = true;
    decodePng(kept.png).then(
      (raw) => isMeant && setImage(toRgb(raw)),
      () => undefined,
    );
    return () => {
      isMeant = false;
    };
  }, [kept.id]);
  const { breed, seed } = kept.settings;
  return (
    <>
      <Thumbnail
        image={image}
        breed={breed}
        seed={seed}
        isShown={isShown}
        onShow={() => image && onShow({ ...kept, image })}
      />
      <span class="thumbnail-label small muted number" aria-hidden="true">
        <span>{breed}</span>
        <span>{texts.draw.result.seed(seed)}</span>
      </span>
    </>
  );
}
