/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/** Takes one kind of secret out of a text that holds no mark yet. */
export type Rule = (text: string) => string;
