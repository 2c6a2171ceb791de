import "./occlusion-panel.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorNote } from "../../design/error-note.tsx";
import { isBroken } from "../../models/is-broken.ts";
import { classifierStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";
import type { Heat } from "./heat.ts";
import { HeatReading } from "./heat-reading.tsx";
import { type Occlusion, occlude, planOcclusion } from "./occlusion.ts";
import type { CardPicture, CardResult } from "./picture-card.ts";

const { look: words } = texts.classify;

type Phase =
  | { name: "unasked" }
  | { name: "looking"; done: number; of: number }
  | { name: "found"; occlusion: Occlusion }
  | { name: "failed"; error: unknown };

/** "Where does it look?": asks on demand which parts of a picture the answer hangs on. */
export function OcclusionPanel({
  picture,
  result,
  onHeat,
}: {
  picture: CardPicture;
  result: CardResult;
  /** Told what to paint over what the network saw. */
  onHeat(heat: Heat | undefined): void;
}) {
  const [phase, setPhase] = useState<Phase>({ name: "unasked" });
  const controller = useRef<AbortController>(undefined);
  const start = useRef<HTMLButtonElement>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const look = async () => {
    const mine = new AbortController();
    controller.current = mine;
    const { signal } = mine;
    const of = planOcclusion(picture.seen).places.length + 1;
    setPhase({ name: "looking", done: 0, of });
    onHeat(undefined);
    try {
      const model = await classifierStore.load();
      signal.throwIfAborted();
      const onProgress = (done: number) => !signal.aborted && setPhase({ name: "looking", done, of });
      const occlusion = await occlude(model, picture, { signal, onProgress });
      setPhase({ name: "found", occlusion });
    } catch (error) {
      if (signal.aborted) return;
      if (isBroken(error)) classifierStore.reset();
      setPhase({ name: "failed", error });
    }
  };
  const cancel = () => {
    controller.current?.abort();
    setPhase({ name: "unasked" });
    onHeat(undefined);
    requestAnimationFrame(() => start.current?.focus());
  };
  const { places } = planOcclusion(picture.seen);
  return (
    <div class="look" data-phase={phase.name}>
      {(phase.name === "unasked" || phase.name === "failed") && (
        <div class="row">
          <button ref={start} type="button" class="button" onClick={look}>
            {phase.name === "failed" ? words.again : words.ask}
          </button>
          {phase.name === "unasked" && <span class="small muted">{words.how(places.length)}</span>}
        </div>
      )}
      {phase.name === "failed" && <ErrorNote error={phase.error} />}
      {phase.name === "looking" && (
        <div class="row">
          <button type="button" class="button" onClick={cancel}>
            {words.cancel}
          </button>
          <progress aria-label={words.label} value={phase.done} max={phase.of} />
          <span class="small muted number">{words.progress(phase.done, phase.of)}</span>
        </div>
      )}
      {phase.name === "found" && (
        <HeatReading occlusion={phase.occlusion} first={result.predictions[0].id} onHeat={onHeat} onClose={cancel} />
      )}
    </div>
  );
}
