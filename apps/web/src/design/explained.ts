import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** What people are told of an error: ours with their remedy, others in their own words. */
export function explained(error: unknown): { message: string; remedy?: string; code?: string } {
  if (isTinyCatsError(error)) return { message: error.message, remedy: error.remedy, code: error.code };
  return { message: error instanceof Error ? error.message || error.name : String(error) };
}
