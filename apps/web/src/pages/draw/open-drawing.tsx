import { useRef } from "preact/hooks";
import { texts } from "../../texts.ts";
import { ErrorBox } from "./error-box.tsx";

const { open: words, link } = texts.draw;

/** Brings back the settings of a drawing that was saved. */
export function OpenDrawing({ opened }: { opened: { open(file: Blob): void; error: unknown; dismiss(): void } }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="stack tight open-drawing">
      <div class="row">
        <button type="button" class="button" onClick={() => input.current?.click()}>
          {words.choose}
        </button>
        <p class="muted small">{words.hint}</p>
        <input
          ref={input}
          type="file"
          accept="image/png,.png"
          hidden
          aria-label={words.choose}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // The same file can be chosen again.
            currentTarget.value = "";
            if (file) opened.open(file);
          }}
        />
      </div>
      {opened.error !== undefined && (
        <ErrorBox title={words.failed} error={opened.error} action={link.dismiss} onAction={opened.dismiss} />
      )}
    </div>
  );
}
