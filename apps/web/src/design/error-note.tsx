import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { ComponentChildren } from "preact";

/** What went wrong, what to do about it, and ways to go on. */
export function ErrorNote({ error, children }: { error: unknown; children?: ComponentChildren }) {
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div class="error stack" role="alert">
      <p>
        <strong>{message}</strong>
      </p>
      {isTinyCatsError(error) && error.remedy && <p>{error.remedy}</p>}
      {children && <div class="row">{children}</div>}
    </div>
  );
}
