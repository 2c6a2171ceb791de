import "./picture-figure.css";
import "./shown-picture.css";
import { useState } from "preact/hooks";
import { texts } from "../../texts.ts";
import { cropBox } from "./crop-box.ts";
import type { PictureCard } from "./picture-card.ts";

const { card: words } = texts.classify;

/** The picture as it was given, with a frame around what the network looks at. */
export function ShownPicture({ card: { name, shown, picture, phase } }: { card: PictureCard }) {
  // What no browser can show is explained beside it; a broken image says nothing.
  const [broken, setBroken] = useState<string>();
  return (
    <figure class="picture-figure">
      <div class="picture-box">
        {shown && shown !== broken && (
          <img src={shown} alt={words.alt(name)} decoding="async" onError={() => setBroken(shown)} />
        )}
        {picture && <Frame {...picture} />}
        {phase === "failed" && shown === broken && (
          <svg viewBox="0 0 48 48" aria-hidden="true" class="broken">
            <path d="M6 10h36v28H6zM6 32l11-10 8 8M30 30l4-4 8 7M14 4l20 40" />
          </svg>
        )}
      </div>
      <figcaption class="small muted" title={name}>
        {name}
      </figcaption>
    </figure>
  );
}

function Frame({ width, height, spec }: NonNullable<PictureCard["picture"]>) {
  const box = cropBox({ width, height }, spec);
  return (
    <svg class="frame" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect {...box} class="frame-under" />
      <rect {...box} />
    </svg>
  );
}
