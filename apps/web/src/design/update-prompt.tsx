import "./update-prompt.css";
import { useEffect, useState } from "preact/hooks";
import { classifierStore, generatorStore } from "../models/stores.ts";
import { register } from "../offline/register.ts";
import { siteRoot } from "../router/site-root.ts";
import { texts } from "../texts.ts";

const { update } = texts.site;

/** Keeps the site for offline, and says when a newer one is there: it is the reader who decides when to go over to it. */
export function UpdatePrompt() {
  const [prompt, setPrompt] = useState<{ reload(): void }>();
  useEffect(() => {
    if (!import.meta.env.PROD) return;
    // After the page's own files, so that nothing waits for it.
    const begin = () => void register(siteRoot(), (reload) => setPrompt({ reload }), oneReady());
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin, { once: true });
  }, []);
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

/** When the first model is ready. */
function oneReady(): Promise<void> {
  return new Promise((resolve) => {
    for (const store of [classifierStore, generatorStore]) {
      const look = () => store.state().phase === "ready" && resolve();
      store.subscribe(look);
      look();
    }
  });
}
