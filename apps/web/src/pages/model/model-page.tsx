import "./model.css";
import { useState } from "preact/hooks";
import { ErrorNote } from "../../design/error-note.tsx";
import { Segments } from "../../design/segments.tsx";
import { chosenPlace, placesOf } from "../../models/chosen-places.ts";
import type { DefaultModel } from "../../models/default-sources.ts";
import { texts } from "../../texts.ts";
import { CheckModel } from "./check-model.tsx";
import { Markdown } from "./markdown/markdown.tsx";
import { ModelFacts } from "./model-facts.tsx";
import { ModelFiles } from "./model-files.tsx";
import { OtherModel } from "./other-model.tsx";
import { useDescription } from "./use-description.ts";

const { model: words, site } = texts;

/** Both models: facts, files, card; and others in their place. */
export function ModelPage() {
  const [kind, setKind] = useState<DefaultModel>("classifier");
  return (
    <div class="page model-page">
      <div class="stack">
        <h1>{site.titles.model}</h1>
        <p class="lead">{words.lead}</p>
        <Segments legend={words.kind} choices={words.kinds} value={kind} onChange={(chosen) => setKind(chosen)} />
      </div>
      <OneModel key={kind} kind={kind} />
    </div>
  );
}

function OneModel({ kind }: { kind: DefaultModel }) {
  const [attempt, setAttempt] = useState(0);
  const again = () => setAttempt((n) => n + 1);
  const described = useDescription(placesOf(kind), attempt);
  const name = chosenPlace(kind)?.name ?? words.from.default;
  return (
    <>
      <div class="model-columns">
        <section class="card stack described" aria-busy={described.phase === "reading"}>
          {described.phase === "reading" && (
            <p class="muted" role="status">
              {words.reading}
            </p>
          )}
          {described.phase === "failed" && (
            <ErrorNote error={described.error}>
              <button type="button" class="button" onClick={again}>
                {words.again}
              </button>
            </ErrorNote>
          )}
          {described.phase === "read" && (
            <>
              <ModelFacts manifest={described.description.manifest} from={name} />
              <CheckModel kind={kind} />
            </>
          )}
        </section>
        <OtherModel kind={kind} onChosen={again} />
      </div>
      {described.phase === "read" && (
        <>
          <ModelFiles manifest={described.description.manifest} />
          <section class="stack card-of-model">
            <h2>{words.cardTitle}</h2>
            {described.description.card === undefined ? (
              <p class="muted">{words.noCard}</p>
            ) : (
              <Markdown text={described.description.card} top={3} />
            )}
          </section>
        </>
      )}
    </>
  );
}
