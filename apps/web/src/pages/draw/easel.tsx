import "./easel.css";
import type { RgbImage } from "@tiny-cats/core";
import type { ComponentChildren } from "preact";
import { Segments } from "../../design/segments.tsx";
import { texts } from "../../texts.ts";
import { LivePicture } from "./live-picture.tsx";
import { Picture } from "./picture.tsx";
import type { Result } from "./run/result.ts";
import { useEnlarging } from "./use-enlarging.ts";

const { easel: words, result: more } = texts.draw;

export type Shown =
  | { kind: "result"; result: Result }
  | { kind: "live"; breed: string; seed: number; noise: RgbImage }
  | { kind: "noise"; seed: number; noise: RgbImage }
  | { kind: "nothing" };

/** The large picture in its frame, with a label below as in a museum. */
export function Easel({
  shown,
  isDropping,
  children,
}: {
  shown: Shown;
  isDropping: boolean;
  children: ComponentChildren;
}) {
  const [enlarging, setEnlarging] = useEnlarging();
  const isSmooth = enlarging === "smooth";
  const { title, detail } = captionOf(shown);
  return (
    <figure class={isSmooth ? "easel smooth" : "easel"} data-shows={shown.kind}>
      <div class="easel-frame">
        <div class="easel-mat">
          {shown.kind === "result" && (
            <Picture
              image={shown.result.image}
              isSmooth={isSmooth}
              label={words.drawn(shown.result.settings.breed, shown.result.settings.seed)}
            />
          )}
          {shown.kind === "live" && (
            <LivePicture first={shown.noise} label={words.live(shown.breed)} isSmooth={isSmooth} />
          )}
          {shown.kind === "noise" && <Picture image={shown.noise} label={words.noise(shown.seed)} isSmooth={false} />}
          {shown.kind === "nothing" && <div class="picture" />}
          {isDropping && <p class="easel-drop">{texts.draw.open.drop}</p>}
        </div>
      </div>
      <figcaption>
        <div class="easel-label">
          <strong>{title}</strong>
          <span class="muted small number">{detail}</span>
        </div>
        <Segments legend={words.view} choices={words.views} value={enlarging} isSmall onChange={setEnlarging} />
      </figcaption>
      <div class="easel-status">{children}</div>
    </figure>
  );
}

function captionOf(shown: Shown): { title: string; detail: string } {
  switch (shown.kind) {
    case "result": {
      const { breed, seed, steps, solver, guidance } = shown.result.settings;
      return { title: breed, detail: `${more.seed(seed)}, ${more.details(steps, solver, guidance)}` };
    }
    case "live":
      return { title: shown.breed, detail: more.seed(shown.seed) };
    case "noise":
      return { title: words.untitled, detail: words.noise(shown.seed) };
    default:
      return { title: words.untitled, detail: words.waiting };
  }
}
