import "./picture-figure.css";
import "./seen-picture.css";
import { useEffect, useRef } from "preact/hooks";
import { putPixels } from "../../canvas/put-pixels.ts";
import { rgbaOf } from "../../canvas/rgba-of.ts";
import { texts } from "../../texts.ts";
import { type Heat, hexColour, paintHeat } from "./heat.ts";
import type { CardPicture } from "./picture-card.ts";

const { card: words } = texts.classify;

/** What the network saw, and over it where it looked, if that was asked. */
export function SeenPicture({ picture, heat }: { picture: CardPicture | undefined; heat: Heat | undefined }) {
  const seen = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!picture || !seen.current) return;
    putPixels(seen.current, { ...picture.seen, data: rgbaOf(picture.seen) });
  }, [picture]);
  useEffect(() => {
    if (!heat || !over.current) return;
    const style = getComputedStyle(over.current);
    const colour = (name: string) => hexColour(style.getPropertyValue(name));
    const data = paintHeat(heat, { forIt: colour("--heat-for"), against: colour("--heat-against") });
    putPixels(over.current, { data, width: heat.width, height: heat.height });
  }, [heat]);
  return (
    <figure class="picture-figure seen" data-heat={heat !== undefined}>
      <div class="picture-box">
        <canvas ref={seen} role="img" aria-label={words.seenLabel} hidden={!picture} />
        <canvas ref={over} class="heat" role="img" aria-label={words.heatLabel} hidden={!heat} />
      </div>
      <figcaption class="small muted number">
        {picture ? words.seen(picture.seen.width, picture.seen.height) : words.seenSoon}
      </figcaption>
    </figure>
  );
}
