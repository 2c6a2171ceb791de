import { basename, resolve } from "node:path";
import { evaluationHtml, evaluationMarkdown, type ReportPart, type ReportPicture } from "@tiny-cats/eval/report";
import { writeFileAtomic } from "@tiny-cats/files";
import { endingOf } from "../ending-of.ts";

/** What --out can end with. */
export const REPORT_ENDINGS = [".json", ".md", ".html"] as const;

/** Writes evaluation reports where --out says; gives the names of the files. */
export type ReportWriter = (
  parts: readonly [ReportPart, ...ReportPart[]],
  options: { cwd: string; signal: AbortSignal },
) => Promise<string[]>;

/**
 * How reports become files: .json with the pictures beside it, and a file for each part where there are several (r-raw.json, r-ema.json); .md, likewise, but
 * with the parts in one; .html with everything in one. Pictures are named for the report: r-sheet.png, r-ema-sheet.png.
 */
export function reportTo(out: string): ReportWriter {
  const ending = endingOf("out", out, REPORT_ENDINGS);
  const stem = out.slice(0, -ending.length);
  const of = ({ name }: ReportPart) => (name === undefined ? stem : `${stem}-${name}`);
  return async (parts, { cwd, signal }) => {
    const written: string[] = [];
    const write = async (path: string, data: string | Uint8Array) => {
      await writeFileAtomic(resolve(cwd, path), data, { signal });
      written.push(path);
    };
    if (ending === ".html") {
      await write(out, evaluationHtml(...parts));
      return written;
    }
    const placed = (part: ReportPart) => ({
      ...part,
      pictures: (part.pictures ?? []).map((one) => beside(of(part), one)),
    });
    const [first, ...rest] = parts;
    const all = [placed(first), ...rest.map(placed)] as const;
    for (const { path, data } of all.flatMap(({ pictures }) => pictures)) await write(path, data);
    if (ending === ".md") await write(out, evaluationMarkdown(...all));
    else {
      for (const part of parts)
        await write(parts.length === 1 ? out : `${of(part)}.json`, `${JSON.stringify(part.report, null, 2)}\n`);
    }
    return written;
  };
}

/** A picture beside its report: where it lies, and by what name Markdown finds it. */
function beside(stem: string, picture: ReportPicture): ReportPicture & { path: string } {
  const path = `${stem}-${picture.file}`;
  return { ...picture, path, file: basename(path) };
}
