import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The error for a PNG that breaks its own rules. */
export function corruptPng(fault: string, { value, cause }: { value?: unknown; cause?: unknown } = {}): TinyCatsError {
  return new TinyCatsError("corrupt-png", `the PNG is damaged: ${fault}`, {
    value,
    remedy: "the file was cut short or changed: copy or save it again",
    cause,
  });
}
