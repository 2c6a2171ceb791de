import { Link } from "../router/link.tsx";
import { texts } from "../texts.ts";

const { home, site } = texts;

/** Where everybody begins: what there is, and the two ways in. */
export function Home() {
  return (
    <div class="page">
      <div class="stack">
        <h1>{site.titles.home}</h1>
        <p class="lead">{home.lead}</p>
      </div>
      <div class="choices">
        <Link to="classify" class="card choice">
          <h2>{home.classify}</h2>
          <p class="muted">{home.classifyMore}</p>
        </Link>
        <Link to="draw" class="card choice">
          <h2>{home.draw}</h2>
          <p class="muted">{home.drawMore}</p>
        </Link>
      </div>
    </div>
  );
}
