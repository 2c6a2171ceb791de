/** Something that validation found. */
export interface Finding {
  /** Stable, with an entry in docs/errors.md. */
  code: string;
  /** A card with an error must not be published. */
  severity: "error" | "warning";
  message: string;
  /** What to do about it. */
  remedy: string;
  /** Where: a key of the front matter, a section, or a file. */
  path?: string;
}

/** What validation found, in the order of the card. */
export interface Validation {
  /** Whether there is no error. */
  valid: boolean;
  errors: Finding[];
  warnings: Finding[];
}
