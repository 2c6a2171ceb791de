import { texts } from "../../texts.ts";

export function DrawPage() {
  return (
    <div class="page">
      <h1>{texts.site.titles.draw}</h1>
    </div>
  );
}
