import { texts } from "../../texts.ts";
import type { BenchmarkRow } from "./benchmark-row.ts";
import { saveFile } from "./save-file.ts";

const { benchmark: words } = texts;

/** Takes reports away, and brings others in. */
export function SaveAndOpen({
  rows,
  onOpen,
  onClear,
}: {
  rows: readonly BenchmarkRow[];
  onOpen(file: File): void;
  onClear(): void;
}) {
  const reports = rows.map(({ report }) => report);
  const saveJson = () => {
    const text = JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2);
    saveFile("benchmark_report.json", `${text}\n`, "application/json");
  };
  const saveMarkdown = async () => {
    const { benchmarkMarkdown } = await import("@tiny-cats/bench");
    saveFile("benchmark_report.md", reports.map(benchmarkMarkdown).join("\n\n"), "text/markdown");
  };
  return (
    <div class="row">
      <button type="button" class="button" disabled={rows.length === 0} onClick={saveJson}>
        {words.exportJson}
      </button>
      <button type="button" class="button" disabled={rows.length === 0} onClick={() => void saveMarkdown()}>
        {words.exportMarkdown}
      </button>
      <label class="button file">
        {words.importJson}
        <input
          type="file"
          class="visually-hidden"
          accept="application/json,.json"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = "";
            if (file) onOpen(file);
          }}
        />
      </label>
      <button type="button" class="button" disabled={rows.length === 0} onClick={onClear}>
        {words.clear}
      </button>
    </div>
  );
}
