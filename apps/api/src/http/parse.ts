import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type GenericSchema, getDotPath, type InferOutput, safeParse } from "valibot";
import { boundJson } from "./body/bound-json.ts";

/** @throws TinyCatsError "invalid-request" that names what is wrong and where */
export function parse<S extends GenericSchema>(schema: S, value: unknown): InferOutput<S> {
  const result = safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = getDotPath(issue);
  const where = path === null ? "the request" : `"${path.slice(0, 100)}"`;
  throw new TinyCatsError(
    "invalid-request",
    `${where} is not as it should be: expected ${issue.expected ?? "another"}`,
    {
      value: path,
      remedy: "see /openapi.json for the shape of requests",
    },
  );
}

/** @throws TinyCatsError "json-too-complex", "not-utf8", "invalid-json" */
export function parseJson(bytes: Uint8Array): unknown {
  boundJson(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TinyCatsError("not-utf8", "the request's JSON is not UTF-8", {
      value: bytes.length,
      remedy: "encode it as UTF-8",
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TinyCatsError("invalid-json", "the request's body is not JSON", {
      value: bytes.length,
      remedy: "send JSON, or name the body's type in content-type",
      cause,
    });
  }
}
