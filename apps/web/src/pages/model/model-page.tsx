import { texts } from "../../texts.ts";

export function ModelPage() {
  return (
    <div class="page">
      <h1>{texts.site.titles.model}</h1>
    </div>
  );
}
