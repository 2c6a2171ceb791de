import "./open-drawing.css";
import { ErrorNote } from "../../design/error-note.tsx";
import { FileButton } from "../../design/file-button.tsx";
import { texts } from "../../texts.ts";

const { open: words, link } = texts.draw;

/** Brings back the settings of a drawing that was saved. */
export function OpenDrawing({ opened }: { opened: { open(file: Blob): void; error: unknown; dismiss(): void } }) {
  return (
    <div class="stack tight open-drawing">
      <div class="row">
        <FileButton accept="image/png,.png" onFiles={([file]) => opened.open(file)}>
          {words.choose}
        </FileButton>
        <p class="muted small">{words.hint}</p>
      </div>
      {opened.error !== undefined && (
        <ErrorNote title={words.failed} error={opened.error}>
          <button type="button" class="button" onClick={opened.dismiss}>
            {link.dismiss}
          </button>
        </ErrorNote>
      )}
    </div>
  );
}
