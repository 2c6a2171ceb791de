import { homedir } from "node:os";
import { type RedactTextOptions, redactText } from "./redact/redact-text.ts";

export interface RedactOptions extends RedactTextOptions {
  /** The folder that "~" stands for: this user's home unless told; "" leaves paths alone. */
  home?: string;
}

/**
 * A text without what must not reach a log: access tokens by their known forms, values of Authorization, Cookie, token, password and
 * signature fields, users and passwords in addresses, and the given secrets become "[redacted]"; the home folder becomes "~".
 * Redacting twice changes nothing more.
 */
export function redact(text: string, { home = homedir(), ...options }: RedactOptions = {}): string {
  return redactText(text, { home, ...options });
}
