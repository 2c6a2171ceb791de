import { useState } from "preact/hooks";
import { ErrorNote } from "../../design/error-note.tsx";
import { FileButton } from "../../design/file-button.tsx";
import { type ChosenPlace, choosePlace, chosenPlace } from "../../models/chosen-places.ts";
import type { DefaultModel } from "../../models/default-sources.ts";
import { texts } from "../../texts.ts";
import { openFolder } from "./open-folder.ts";
import { parseReference } from "./parse-reference.ts";

const { model: words } = texts;

/** Puts another model in the place of the default one: from the Hub, or from a folder on this device. */
export function OtherModel({ kind, onChosen }: { kind: DefaultModel; onChosen: () => void }) {
  const [reference, setReference] = useState("");
  const [error, setError] = useState<unknown>();
  const choose = (place: ChosenPlace | undefined) => {
    setError(undefined);
    choosePlace(kind, place);
    onChosen();
  };
  const fromHub = () => {
    try {
      const { name, places } = parseReference(reference, kind);
      choose({ name: `${words.from.hub} ${name}`, places });
    } catch (failure) {
      setError(failure);
    }
  };
  const fromFolder = async (files: File[]) => {
    try {
      const { name, place } = await openFolder(files);
      choose({ name: `${words.from.folder} ${name}`, places: [place] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <section class="stack other">
      <h2>{words.otherTitle}</h2>
      <p class="muted small">{words.otherMore}</p>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          fromHub();
        }}
      >
        <label for="reference">{words.hub}</label>
        <div class="reference">
          <input
            id="reference"
            value={reference}
            placeholder={words.hubHint}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            onInput={({ currentTarget }) => setReference(currentTarget.value)}
          />
          <button type="submit" class="button" disabled={reference.trim() === ""}>
            {words.hubLoad}
          </button>
        </div>
      </form>
      <div class="field">
        <span class="label">{words.folder}</span>
        <FileButton webkitdirectory onFiles={fromFolder}>
          {words.folderChoose}
        </FileButton>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {chosenPlace(kind) && (
        <button type="button" class="button primary" onClick={() => choose(undefined)}>
          {words.back}
        </button>
      )}
    </section>
  );
}
