import { type Given, givenFiles } from "./given-files.ts";

/** What is done with what is given. */
export interface FileListener {
  onGiven(given: Given): void;
  /** Files are over the page, or are not any more. */
  onOver(isOver: boolean): void;
}

/** Hears files dropped or pasted anywhere on the page; returns what ends it. */
export function listenForFiles(page: EventTarget, { onGiven, onOver }: FileListener): () => void {
  let depth = 0;
  const over = (change: number) => {
    depth = Math.max(0, depth + change);
    onOver(depth > 0);
  };
  const takes = ({ dataTransfer }: DragEvent) => {
    const types = Array.from(dataTransfer?.types ?? []);
    return types.includes("Files") || types.includes("text/uri-list");
  };
  const controller = new AbortController();
  const hear = <E extends Event>(name: string, heard: (event: E) => void) =>
    page.addEventListener(name, (event) => heard(event as E), { signal: controller.signal });
  hear<DragEvent>("dragenter", (event) => takes(event) && over(1));
  hear<DragEvent>("dragleave", (event) => takes(event) && over(-1));
  hear<DragEvent>("dragover", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  });
  hear<DragEvent>("drop", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    over(-depth);
    onGiven(givenFiles(event.dataTransfer));
  });
  hear<ClipboardEvent>("paste", (event) => {
    const given = givenFiles(event.clipboardData);
    // Text pasted into a field is the field's.
    if ("refused" in given && isField(event.target)) return;
    event.preventDefault();
    onGiven(given);
  });
  return () => controller.abort();
}

function isField(target: EventTarget | null): boolean {
  return ["INPUT", "TEXTAREA", "SELECT"].includes((target as { tagName?: string } | null)?.tagName ?? "");
}
