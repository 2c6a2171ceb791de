import { TinyCatsError } from "../errors.ts";

/** What a verb finds wrong with a value, one line a problem: "path message". Nothing when it accepts it. */
export function problemsOf(parse: (value: unknown) => unknown, value: unknown): string[] {
  try {
    parse(value);
    return [];
  } catch (error) {
    if (!(error instanceof TinyCatsError) || error.code !== "invalid-document") throw error;
    return (error.value as { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`);
  }
}
