import "./given-note.css";
import { texts } from "../../texts.ts";
import type { QueueNotice } from "./picture-queue.ts";

const { classify: words } = texts;

/** What is to be told of no picture in particular. */
export function GivenNote({
  refused,
  notice,
  onDismiss,
}: {
  refused: string | undefined;
  notice: QueueNotice | undefined;
  onDismiss(): void;
}) {
  const told = notice && (notice.kind === "crashed" ? words.notice.crashed : words.notice.leftOut(notice.count));
  const text = refused ?? told;
  return (
    <div role="alert" class="given-note">
      {text && (
        <div class="error row">
          <p>{text}</p>
          <button type="button" class="button" onClick={onDismiss}>
            {words.notice.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
