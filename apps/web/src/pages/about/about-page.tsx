import "./about.css";
import { addressOf } from "../../router/site-root.ts";
import { texts } from "../../texts.ts";
import { ThisBrowser } from "./this-browser.tsx";

const { about, site } = texts;

/** What this is, what runs where, and whom it is owed to. */
export function AboutPage() {
  return (
    <div class="page prose">
      <div class="stack">
        <h1>{site.titles.about}</h1>
        <p class="lead">{about.lead}</p>
      </div>
      <section>
        <h2>{about.privacyTitle}</h2>
        <p>{about.privacy}</p>
        <h3>{about.checkTitle}</h3>
        <ol>
          {about.check.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <p>{about.where}</p>
      </section>
      <section class="aside">
        <h2>{about.browserTitle}</h2>
        <ThisBrowser />
      </section>
      <section>
        <h2>{about.whatTitle}</h2>
        {about.what.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </section>
      <section>
        <h2>{about.limitsTitle}</h2>
        <ul>
          {about.limits.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{about.licencesTitle}</h2>
        <dl class="licences">
          {about.licences.map(({ what, licence, who }) => (
            <div key={what}>
              <dt>
                {what} <span class="badge">{licence}</span>
              </dt>
              <dd>{who}</dd>
            </div>
          ))}
        </dl>
        <p>
          <a href={new URL("models/NOTICE", addressOf("")).href}>{about.notice}</a>
        </p>
      </section>
    </div>
  );
}
