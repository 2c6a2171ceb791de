import { useRef, useState } from "preact/hooks";
import type { Given } from "../../browser/given-files.ts";
import { texts } from "../../texts.ts";
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
  const take = (given: Given) => {
    if ("files" in given) return open(given.files[0].blob);
    latest.current = undefined;
    setError(texts.site.refused[given.refused]);
  };
  return { open, take, error, dismiss: () => setError(undefined) };
}
