import { useEffect, useState } from "preact/hooks";
import { Pairs } from "../../design/pairs.tsx";
import { bytesText } from "../../models/amounts.ts";
import { texts } from "../../texts.ts";
import { forgetModels, type KeptModels, keptModels } from "./kept-models.ts";

const { browser: words } = texts.about;
const MOST_THREADS = 4;

/** What this browser can do, and what is kept in it. */
export function ThisBrowser() {
  const [kept, setKept] = useState<KeptModels>();
  const [isForgotten, setForgotten] = useState(false);
  const [isOffline, setOffline] = useState(false);
  useEffect(() => {
    void keptModels().then(setKept);
    void navigator.serviceWorker?.ready.then(() => setOffline(true));
  }, []);
  const forget = async () => {
    await forgetModels();
    setKept(await keptModels());
    setForgotten(true);
  };
  return (
    <div class="card stack">
      <Pairs
        of={[
          [words.threads, threads()],
          [words.gpu, "gpu" in navigator ? words.gpuYes : words.gpuNo],
          [words.offline, isOffline ? words.offlineYes : words.offlineNo],
          [words.kept, <span role="status">{kept && keptText(kept, isForgotten)}</span>],
        ]}
      />
      <div>
        <button type="button" class="button" disabled={!kept?.count} onClick={forget}>
          {words.forget}
        </button>
      </div>
    </div>
  );
}

function keptText({ count, bytes }: KeptModels, isForgotten: boolean): string {
  if (count > 0) return words.keptSome(count, bytesText(bytes));
  return isForgotten ? words.forgotten : words.keptNone;
}

function threads(): string {
  if (crossOriginIsolated) return words.threadsMany(Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1));
  return navigator.serviceWorker?.controller ? words.threadsReload : words.threadsOne;
}
