import { TinyCatsError } from "@tiny-cats/schema/errors";

/** An archive that can't be read to its end. */
export function invalidArchive(
  message: string,
  { value, cause }: { value?: unknown; cause?: unknown } = {},
): TinyCatsError {
  return new TinyCatsError("invalid-archive", message, {
    value,
    remedy: "fetch the archive again: it may have been cut short",
    cause,
  });
}

/** An archive that holds what could do harm. `name` is that of the entry. */
export function unsafeArchive(name: string, fault: string, cause?: unknown): TinyCatsError {
  return new TinyCatsError(
    "unsafe-archive",
    `${JSON.stringify(name.slice(0, 200))} in the archive is refused: ${fault}`,
    {
      value: name,
      remedy: "do not trust this archive; fetch it from its home",
      cause,
    },
  );
}

/** An archive that holds more than is allowed. */
export function archiveTooLarge(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("archive-too-large", message, {
    value,
    remedy: "check that it is the right archive; if it is, raise the limit",
  });
}
