import { texts } from "../../texts.ts";

export function BenchmarkPage() {
  return (
    <div class="page">
      <h1>{texts.site.titles.benchmark}</h1>
    </div>
  );
}
