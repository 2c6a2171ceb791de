import "./thumbnail.css";
import type { RgbImage } from "@tiny-cats/core";
import { texts } from "../../texts.ts";
import { Picture } from "./picture.tsx";

/** A small picture that shows itself large when pressed. */
export function Thumbnail({
  image,
  breed,
  seed,
  isShown,
  onShow,
}: {
  image: RgbImage | undefined;
  breed: string;
  seed: number;
  isShown: boolean;
  onShow(): void;
}) {
  return (
    <button
      type="button"
      class="thumbnail"
      aria-pressed={isShown}
      aria-label={texts.draw.open.show(breed, seed)}
      onClick={onShow}
    >
      {image ? <Picture image={image} /> : <span class="picture" />}
    </button>
  );
}
