import type { TensorDifference } from "@tiny-cats/architectures";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { PULL_PAGE } from "./docs-page.ts";

/** Errors that say that weights and configuration are not those of one model that is known. */
const CODES = [
  "unknown-architecture",
  "tensor-mismatch",
  "invalid-model-config",
  "config-needed",
  "tied-tensors-differ",
  "biases-not-zero",
  "connections-not-binary",
  "dialect-limits",
];

/** The refusal of a model whose tensors are not what its configuration says, with every difference; other errors as they are. */
export function incompatible(folder: string, error: unknown): unknown {
  if (!isTinyCatsError(error)) return error;
  const where = folder === "" ? "the model" : `the model in ${folder}`;
  if (error.code === "file-not-found")
    return new TinyCatsError("incomplete-model", `${where} is incomplete: ${error.message}`, {
      value: error.value,
      remedy: `take another revision, or ask the repository's owner to publish it again; ${PULL_PAGE}`,
      cause: error,
    });
  if (!CODES.includes(error.code)) return error;
  const why = error.code === "tensor-mismatch" ? difference(error.value as TensorDifference) : error.message;
  return new TinyCatsError("incompatible-model", `${where} can't be used: ${why}`, {
    value: error.value,
    remedy: `${error.remedy}; ${PULL_PAGE}`,
    cause: error,
  });
}

function difference({ missing, unknown, shapes, dtypes }: TensorDifference): string {
  const lines = [
    ...missing.map((name) => `missing: ${said(name)}`),
    ...unknown.map((name) => `unknown: ${said(name)}`),
    ...shapes.map(({ name, expected, found }) => `${said(name)} is [${found}] instead of [${expected}]`),
    ...dtypes.map(({ name, expected, found }) => `${said(name)} is ${found} instead of ${expected}`),
  ];
  return ["its tensors are not those of its configuration", ...lines].join("\n  ");
}

/** A stranger's name, so that it can't move a terminal's cursor. */
function said(name: string): string {
  return /^[\w.-]{1,200}$/.test(name) ? name : JSON.stringify(name.slice(0, 200));
}
