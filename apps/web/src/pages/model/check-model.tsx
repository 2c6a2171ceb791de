import { useSubscribed } from "../../browser/use-subscribed.ts";
import { ErrorNote } from "../../design/error-note.tsx";
import { bytesText } from "../../models/amounts.ts";
import type { DefaultModel } from "../../models/default-sources.ts";
import type { ModelState } from "../../models/model-state.ts";
import { classifierStore, generatorStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";

const { model: words } = texts;

/** Loads the model, which holds its bytes to the manifest's hash, and says how that went. */
export function CheckModel({ kind }: { kind: DefaultModel }) {
  const classifier = useSubscribed(classifierStore);
  const generator = useSubscribed(generatorStore);
  const state: ModelState<{ runtime: string }> = kind === "classifier" ? classifier : generator;
  const store = kind === "classifier" ? classifierStore : generatorStore;
  const load = () => void store.load().catch(() => undefined);
  return (
    <div class="stack check">
      {state.phase === "failed" && <ErrorNote error={state.error} />}
      <p class="number" role="status">
        {state.phase === "loading" && progressText(state.progress)}
        {state.phase === "ready" && words.checked(words.checkedFrom[state.from], state.model.runtime)}
      </p>
      {state.phase === "loading" ? (
        <button type="button" class="button" onClick={store.cancel}>
          {words.cancel}
        </button>
      ) : (
        <button type="button" class="button" disabled={state.phase === "ready"} onClick={load}>
          {words.check}
        </button>
      )}
    </div>
  );
}

function progressText(progress: { bytes: number; total: number } | undefined): string {
  return progress ? words.checkingBytes(bytesText(progress.bytes), bytesText(progress.total)) : words.checking;
}
