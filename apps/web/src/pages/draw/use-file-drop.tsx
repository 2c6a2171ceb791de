import { useState } from "preact/hooks";

/** Takes the first file that is dropped. */
export function useFileDrop(onFile: (file: Blob) => void) {
  const [isOver, setOver] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        const { currentTarget, relatedTarget } = event;
        if (!(currentTarget as Node).contains(relatedTarget as Node | null)) setOver(false);
      },
      onDrop(event: DragEvent) {
        setOver(false);
        if (!hasFile(event)) return;
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file) onFile(file);
      },
    },
  };
}
