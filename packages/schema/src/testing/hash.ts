/** A hash of one repeated digit. */
export const hash = (digit: string) => digit.repeat(64);
