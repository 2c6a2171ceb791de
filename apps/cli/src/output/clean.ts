import { redact } from "@tiny-cats/files";
import type { Io } from "../io.ts";

const SECRET = /token|secret|password|api_?key/i;

/** A text fit to be seen: no token in it, neither one of the environment's nor anything that looks like one. */
export function hideSecrets(text: string, env: Io["env"]): string {
  return redact(text, { secrets: secretsOf(env) });
}

/** The same with the home folder as ~, for people; what scripts read keeps paths that can be opened. */
export function hideSecretsAndHome(text: string, { env, home }: Pick<Io, "env" | "home">): string {
  return redact(text, { secrets: secretsOf(env), home });
}

function secretsOf(env: Io["env"]): string[] {
  return Object.entries(env).flatMap(([name, value]) => (SECRET.test(name) && value && value.length >= 8 ? [value] : []));
}
