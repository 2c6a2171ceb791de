import { saveFile } from "../../browser/save-file.ts";
import { FileButton } from "../../design/file-button.tsx";
import { texts } from "../../texts.ts";
import type { BenchmarkRow } from "./benchmark-row.ts";

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
    saveFile(new File([text, "\n"], "benchmark_report.json", { type: "application/json" }));
  };
  const saveMarkdown = async () => {
    const { benchmarkMarkdown } = await import("@tiny-cats/bench");
    const text = reports.map(benchmarkMarkdown).join("\n\n");
    saveFile(new File([text], "benchmark_report.md", { type: "text/markdown" }));
  };
  return (
    <div class="row">
      <button type="button" class="button" disabled={rows.length === 0} onClick={saveJson}>
        {words.exportJson}
      </button>
      <button type="button" class="button" disabled={rows.length === 0} onClick={() => void saveMarkdown()}>
        {words.exportMarkdown}
      </button>
      <FileButton accept="application/json,.json" onFiles={([file]) => onOpen(file)}>
        {words.importJson}
      </FileButton>
      <button type="button" class="button" disabled={rows.length === 0} onClick={onClear}>
        {words.clear}
      </button>
    </div>
  );
}
