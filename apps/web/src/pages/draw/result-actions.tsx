import "./result-actions.css";
import { useEffect, useState } from "preact/hooks";
import { saveFile } from "../../browser/save-file.ts";
import { addressOf } from "../../router/site-root.ts";
import { texts } from "../../texts.ts";
import { fileName } from "./run/file-name.ts";
import type { Result } from "./run/result.ts";
import { drawQuery } from "./settings/draw-query.ts";

const { result: words } = texts.draw;

/** What can be done with a picture. */
export function ResultActions({ result, onUse, onAsk }: { result: Result; onUse(): void; onAsk(): void }) {
  const { settings, png } = result;
  const { modelSha256 } = settings;
  const link = addressOf("draw", drawQuery({ ...settings, count: 1 }, { modelSha256 }));
  const [copied, setCopied] = useState<"yes" | "no">();
  useEffect(() => setCopied(undefined), [result.id]);
  const file = () => new File([png], fileName(settings), { type: "image/png" });
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  return (
    <div class="stack tight">
      <fieldset class="row plain result-actions">
        <legend class="visually-hidden">{words.actions}</legend>
        <button type="button" class="button" onClick={() => void copy()}>
          {copied === "yes" ? words.copied : words.copy}
        </button>
        <button type="button" class="button" onClick={() => saveFile(file())}>
          {words.download}
        </button>
        {"share" in navigator && (
          <button type="button" class="button" onClick={() => void share(file(), link)}>
            {words.share}
          </button>
        )}
        <button type="button" class="button" onClick={onUse}>
          {words.use}
        </button>
        <button type="button" class="button" onClick={onAsk}>
          {words.ask}
        </button>
      </fieldset>
      <p class="visually-hidden" role="status">
        {copied === "yes" ? words.copied : ""}
      </p>
      {copied === "no" && (
        <label class="field">
          <span class="label">{words.copyByHand}</span>
          <input readOnly value={link} onFocus={({ currentTarget }) => currentTarget.select()} />
        </label>
      )}
    </div>
  );
}

async function share(file: File, url: string): Promise<void> {
  const picture = { files: [file], url };
  // Whoever thinks better of it has not failed.
  await navigator.share(navigator.canShare?.(picture) ? picture : { url }).catch(() => undefined);
}
