import type { ComponentChildren } from "preact";
import { ErrorWords } from "./error-words.tsx";

/** What went wrong, what to do about it, and ways to go on. */
export function ErrorNote({
  title,
  error,
  children,
}: {
  /** What could not be done, where that is not plain from where this stands. */
  title?: string;
  error: unknown;
  children?: ComponentChildren;
}) {
  return (
    <div class="error stack" role="alert">
      <div>
        {title && <strong>{title}</strong>}
        <ErrorWords error={error} />
      </div>
      {children && <div class="row">{children}</div>}
    </div>
  );
}
