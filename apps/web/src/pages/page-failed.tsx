import { texts } from "../texts.ts";

const { failed, titles } = texts.site;

/** In place of a page whose script could not be loaded. */
export function PageFailed() {
  return (
    <div class="page">
      <h1>{titles.failed}</h1>
      <p class="lead">{failed.lead}</p>
      <p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {failed.again}
        </button>
      </p>
    </div>
  );
}
