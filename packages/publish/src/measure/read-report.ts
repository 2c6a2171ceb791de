import { readFileBounded, sha256 } from "@tiny-cats/files";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type OtherDocument, parseReport, type Report } from "./parse-report.ts";

/** A report as it was read: its bytes, and what they say. */
export type ReadReport = { bytes: Uint8Array; sha256: string } & Report;

const LARGEST = 32 << 20;

/**
 * Reads a report that a repository has room for; of another JSON document, what it is.
 *
 * @throws TinyCatsError "not-utf8", "invalid-json", and what the report's parser throws; FilesError of reading
 */
export async function readReport(
  path: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ReadReport | OtherDocument> {
  const bytes = await readFileBounded(path, { maxBytes: LARGEST, ...(signal && { signal }) });
  const read = parseReport(parseJson(decode(path, bytes)));
  return "other" in read ? read : { bytes, sha256: sha256(bytes), ...read };
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TinyCatsError("not-utf8", `${path} is not UTF-8 text`, {
      value: path,
      remedy: "save it as UTF-8, or give the report as it was written",
      cause,
    });
  }
}

/** What is no JSON is told of as by the parser of an evaluation: nothing says whose it is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseEvaluationReportText(text);
  }
}
