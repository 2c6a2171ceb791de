import "./drop-zone.css";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { texts } from "../../texts.ts";
import { CatFace } from "./cat-face.tsx";

const { drop: words } = texts.classify;

/** Where pictures are dropped or chosen: a cat that pricks up its ears. Dropping works anywhere on the page; this is its labelled button. */
export function DropZone({
  isOver,
  buttonRef,
  cameraRef,
  onFiles,
  onCamera,
}: {
  /** Files are over the page. */
  isOver: boolean;
  buttonRef: RefObject<HTMLButtonElement | null>;
  cameraRef: RefObject<HTMLButtonElement | null>;
  onFiles(files: { name: string; blob: Blob }[]): void;
  onCamera(): void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="drop-zone" data-over={isOver}>
      <CatFace />
      <button ref={buttonRef} type="button" class="drop-target" onClick={() => input.current?.click()}>
        <span class="drop-title">{isOver ? words.over : words.title}</span>
        <span class="muted">{words.more}</span>
        <span class="button primary">{words.choose}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={words.choose}
        onChange={({ currentTarget }) => {
          onFiles(Array.from(currentTarget.files ?? [], (file) => ({ name: file.name, blob: file })));
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
      />
      <button ref={cameraRef} type="button" class="button drop-camera" onClick={onCamera}>
        {words.camera}
      </button>
    </div>
  );
}
