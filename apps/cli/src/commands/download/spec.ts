import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import {
  DIR_OPTION,
  DRY_RUN_OPTION,
  EXCLUDE_OPTION,
  HUB_OPTION,
  INCLUDE_OPTION,
  OFFLINE_OPTION,
  REPO_TYPE_OPTION,
  REVISION_OPTION,
} from "../hub-options.ts";
import { REPO_ARGUMENT } from "../repo-argument.ts";

export const DOWNLOAD_OPTIONS = [
  REPO_TYPE_OPTION,
  REVISION_OPTION,
  INCLUDE_OPTION,
  EXCLUDE_OPTION,
  DIR_OPTION,
  { name: "verify", type: "flag", summary: "hash what is there already, too, and mend it", configurable: false },
  OFFLINE_OPTION,
  DRY_RUN_OPTION,
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const download: CommandSpec = {
  name: "download",
  summary: "fetch a repository of the Hugging Face Hub, or some of its files, and print where they are",
  details: [
    "All files are of one commit, and a file gets its name once its size and hash are right. What is there is not fetched again; what was broken off is gone on with.",
  ],
  arguments: [
    REPO_ARGUMENT,
    { name: "files", summary: "files or folders of the repository; all of it without any", variadic: true },
  ],
  options: DOWNLOAD_OPTIONS,
  examples: [
    "tiny-cats download me/my-model --dir my-model",
    "tiny-cats download me/my-model config.json onnx/model.onnx --revision v1",
    'tiny-cats download datasets/me/pictures --include "*.png" --dry-run',
  ],
  load: async () => (await import("./run.ts")).runDownload,
};
