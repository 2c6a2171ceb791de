import "./notices.css";
import { texts } from "../../texts.ts";
import type { Said } from "./use-draft.ts";

const { link } = texts.draw;

/** What was said of a form that a link or a drawing filled in. */
export function Notices({ said, onDismiss }: { said: Said | undefined; onDismiss(): void }) {
  return (
    <div role="status">
      {said && (said.notices.length > 0 || said.done !== "") && (
        <div class={said.notices.length > 0 ? "notice wrong" : "notice"}>
          {said.notices.length === 0 ? (
            <p>{said.done}</p>
          ) : (
            <div>
              <strong>{link.title}</strong>
              <ul>
                {said.notices.map((notice) => (
                  <li key={notice}>{notice}</li>
                ))}
              </ul>
            </div>
          )}
          <button type="button" class="button" onClick={onDismiss}>
            {link.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
