/** A hash of one repeated digit. */
export const hash = (digit: string): string => digit.repeat(64);
