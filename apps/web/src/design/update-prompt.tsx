import "./update-prompt.css";
import { useEffect, useState } from "preact/hooks";
import { classifierStore, generatorStore } from "../models/stores.ts";
import { register } from "../offline/register.ts";
import { siteRoot } from "../router/site-root.ts";
import { texts } from "../texts.ts";

const { update } = texts.site;

/** Keeps the site for offline, and says when a newer one is there: it is the reader who decides when to go over to it. */
export function UpdatePrompt({ isPageThere }: { isPageThere: boolean }) {
  const [prompt, setPrompt] = useState<{ reload(): void }>();
  useEffect(() => {
    if (!import.meta.env.PROD || !isPageThere) return;
    // After the page's own files and the model it loads, so that nothing waits for it.
    const begin = () => noneLoading().then(() => register(siteRoot(), (reload) => setPrompt({ reload }), oneReady()));
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin, { once: true });
  }, [isPageThere]);
  return (
    <div class="update-prompt" role="status">
      {prompt && (
        <div class="card row">
          <p>{update.here}</p>
          <button type="button" class="button primary" onClick={prompt.reload}>
            {update.reload}
          </button>
          <button type="button" class="button" onClick={() => setPrompt(undefined)}>
            {update.later}
          </button>
        </div>
      )}
    </div>
  );
}

const STORES = [classifierStore, generatorStore];

/** When the first model is ready. */
const oneReady = () => when(() => STORES.some((store) => store.state().phase === "ready"));

/** When no model is on its way. */
const noneLoading = () => when(() => STORES.every((store) => store.state().phase !== "loading"));

function when(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const ends: (() => void)[] = [];
    const look = () => {
      if (!isSo()) return;
      for (const end of ends) end();
      resolve();
    };
    for (const store of STORES) ends.push(store.subscribe(look));
    look();
  });
}
