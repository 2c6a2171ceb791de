import { texts } from "../../texts.ts";

export function AboutPage() {
  return (
    <div class="page">
      <h1>{texts.site.titles.about}</h1>
    </div>
  );
}
