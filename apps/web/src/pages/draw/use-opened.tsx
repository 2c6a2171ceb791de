import { useEffect, useRef, useState } from "preact/hooks";
import { openDrawing } from "./run/open-drawing.ts";
import type { Result } from "./run/result.ts";

/** Opens drawings that were saved as files; of several the last one counts. */
export function useOpened(onOpen: (result: Result) => void) {
  const [error, setError] = useState<unknown>();
  const latest = useRef<Blob>(undefined);
  const open = async (file: Blob) => {
    latest.current = file;
    setError(undefined);
    try {
      const result = await openDrawing(file);
      if (latest.current === file) onOpen(result);
    } catch (reason) {
      if (latest.current === file) setError(reason);
    }
  };
  const handler = useRef(open);
  handler.current = open;
  useEffect(() => {
    const onPaste = ({ clipboardData }: ClipboardEvent) => {
      const file = clipboardData?.files[0];
      if (file) void handler.current(file);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, []);
  return { open, error, dismiss: () => setError(undefined) };
}
