import { explained } from "../../models/load-phase.ts";

/** An error in words, what to do about it, and a way to go on. */
export function ErrorBox({
  title,
  error,
  action,
  onAction,
}: {
  title: string;
  error: unknown;
  action: string;
  onAction(): void;
}) {
  const { message, remedy } = explained(error);
  return (
    <div class="error stack" role="alert">
      <div>
        <strong>{title}</strong>
        <p>{message}</p>
        {remedy !== undefined && <p class="muted">{remedy}</p>}
      </div>
      <div class="row">
        <button type="button" class="button" onClick={onAction}>
          {action}
        </button>
      </div>
    </div>
  );
}
