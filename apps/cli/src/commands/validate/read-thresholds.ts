import { readJsonBounded } from "@tiny-cats/files";
import { parseThresholds, type Thresholds } from "@tiny-cats/publish";

const LARGEST = 1 << 20;

/** The limits in a thresholds.json. @throws TinyCatsError "invalid-thresholds", FilesError of reading */
export async function readThresholds(path: string, signal: AbortSignal): Promise<Thresholds> {
  return parseThresholds(await readJsonBounded(path, { maxBytes: LARGEST, signal }));
}
