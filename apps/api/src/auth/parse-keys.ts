import { TinyCatsError } from "@tiny-cats/schema/errors";
import { getDotPath, safeParse } from "valibot";
import { type ApiKey, apiKeysShape } from "./api-key.ts";

/** @throws TinyCatsError "invalid-keys", which names the place and never what stands there */
export function parseKeys(value: unknown): ApiKey[] {
  const result = safeParse(apiKeysShape, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = getDotPath(issue);
  throw new TinyCatsError(
    "invalid-keys",
    `${path === null ? "the list of keys" : `"${path}" of the keys`} is not as it should be: expected ${issue.expected ?? issue.message}`,
    { value: path, remedy: 'give [{ "id": "…", "sha256": "64 hexadecimal digits" }, …], each id and hash once' },
  );
}
