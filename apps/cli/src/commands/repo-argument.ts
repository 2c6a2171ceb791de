import type { ArgumentSpec } from "../table/command-spec.ts";

/** The repository that a command is about. */
export const REPO_ARGUMENT = {
  name: "repo",
  summary: "owner/name, datasets/owner/name or spaces/owner/name",
  required: true,
} as const satisfies ArgumentSpec;
