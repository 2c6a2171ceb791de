import "./home.css";
import { Link } from "../../router/link.tsx";
import { texts } from "../../texts.ts";
import { Gallery } from "./gallery.tsx";

const { home, site } = texts;

/** Where everybody begins: what there is, the ways in, and what the model draws. */
export function Home() {
  return (
    <div class="page home">
      <section class="hero">
        <div class="hero-words">
          <h1>{site.titles.home}</h1>
          <p class="lead">{home.lead}</p>
          <div class="row">
            <Link to="classify" class="button primary large">
              {home.classify}
            </Link>
            <Link to="draw" class="button large">
              {home.draw}
            </Link>
          </div>
        </div>
        <Gallery />
      </section>
      <section class="choices" aria-label={home.ways}>
        <Way to="benchmark" name={home.benchmark} more={home.benchmarkMore} />
        <Way to="model" name={home.model} more={home.modelMore} />
        <Way to="about" name={home.about} more={home.aboutMore} />
      </section>
      <dl class="facts">
        {home.facts.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Way({ to, name, more }: { to: string; name: string; more: string }) {
  return (
    <Link to={to} class="card choice way">
      <h2>{name}</h2>
      <p class="muted">{more}</p>
    </Link>
  );
}
