import { useEffect, useRef } from "preact/hooks";
import { texts } from "../../texts.ts";
import { type Heat, hexColour, paintHeat } from "./heat.ts";
import type { CardPicture } from "./picture-card.ts";
import { withOpacity } from "./with-opacity.ts";

const { card: words } = texts.classify;

/** What the network saw, and over it where it looked, if that was asked. */
export function SeenPicture({ picture, heat }: { picture: CardPicture | undefined; heat: Heat | undefined }) {
  const seen = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!picture || !seen.current) return;
    const { data, width, height } = picture.seen;
    paint(seen.current, withOpacity(data), width, height);
  }, [picture]);
  useEffect(() => {
    if (!heat || !over.current) return;
    const style = getComputedStyle(over.current);
    const colour = (name: string) => hexColour(style.getPropertyValue(name));
    const pixels = paintHeat(heat, { forIt: colour("--heat-for"), against: colour("--heat-against") });
    paint(over.current, pixels, heat.width, heat.height);
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

function paint(canvas: HTMLCanvasElement, pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
}
