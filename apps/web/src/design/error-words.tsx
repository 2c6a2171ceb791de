import { texts } from "../texts.ts";
import { explained } from "./explained.ts";

const { problem: words } = texts.site;

/** What went wrong, and what to do about it. */
export function ErrorWords({ error }: { error: unknown }) {
  const { message, remedy } = explained(error);
  return (
    <>
      <p>{words.because(message)}</p>
      {remedy && <p class="muted">{words.remedy(remedy)}</p>}
    </>
  );
}
