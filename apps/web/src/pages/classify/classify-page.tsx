import { texts } from "../../texts.ts";

export function ClassifyPage() {
  return (
    <div class="page">
      <h1>{texts.site.titles.classify}</h1>
    </div>
  );
}
