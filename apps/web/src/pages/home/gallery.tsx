import { BUNDLED_DRAWINGS, drawingAddress } from "../../models/bundled-pictures.ts";
import { Link } from "../../router/link.tsx";
import { texts } from "../../texts.ts";

const { home } = texts;

/** A wall of bundled drawings, each with a link that draws it again. */
export function Gallery() {
  return (
    <figure class="gallery">
      <ul>
        {BUNDLED_DRAWINGS.map((drawing) => (
          <li key={drawing.slug}>
            <Link to="draw" query={new URLSearchParams({ breed: drawing.slug, seed: String(drawing.seed) })}>
              <img
                src={drawingAddress(drawing)}
                alt={home.drawing(drawing.breed, drawing.seed)}
                title={home.drawing(drawing.breed, drawing.seed)}
                width="64"
                height="64"
                decoding="async"
              />
            </Link>
          </li>
        ))}
      </ul>
      <figcaption class="small muted">
        <strong>{home.gallery}.</strong> {home.galleryMore}
      </figcaption>
    </figure>
  );
}
