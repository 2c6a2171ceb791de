import { join, resolve } from "node:path";
import type { PublishDatasetOptions } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

type CommonInputs = Pick<
  PublishDatasetOptions,
  "work" | "private" | "pullRequest" | "dryRun" | "license" | "message" | "tag" | "reportDir" | "command" | "by"
>;

/** What flags say of any publication, of models or of data; `name` is the work folder's, unless a flag gives another. */
export function commonInputs(context: CommandContext, name: string): CommonInputs {
  const { io, options } = context;
  const values = options as OptionValues<typeof PUBLISH_OPTIONS>;
  const { license, message, tag, work, "no-tag": untagged, "report-dir": reportDir } = values;
  return {
    work: resolve(io.cwd, work ?? join(".cache", "tiny-cats", "publish", name.replaceAll("/", "--"))),
    private: values.private,
    pullRequest: values.pr,
    dryRun: values["dry-run"],
    ...(license !== undefined && { license }),
    ...(message !== undefined && { message }),
    ...(untagged ? { tag: false as const } : tag !== undefined && { tag }),
    ...(reportDir !== undefined && { reportDir: resolve(io.cwd, reportDir) }),
    command: typedCommand("publish", context),
    by: "@tiny-cats/cli",
  };
}
