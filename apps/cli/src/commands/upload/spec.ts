import type { CommandSpec } from "../../table/command-spec.ts";
import type { OptionSpec } from "../../table/option-spec.ts";
import { FORMAT_OPTION } from "../global-options.ts";
import {
  DRY_RUN_OPTION,
  EXCLUDE_OPTION,
  HUB_OPTION,
  INCLUDE_OPTION,
  REPO_TYPE_OPTION,
  REVISION_OPTION,
} from "../hub-options.ts";

export const UPLOAD_OPTIONS = [
  {
    name: "repo",
    type: "text",
    placeholder: "<owner/name>",
    summary: "repository to upload to; it is made where it is missing",
    configurable: false,
  },
  REPO_TYPE_OPTION,
  { ...REVISION_OPTION, summary: "branch to commit to" },
  INCLUDE_OPTION,
  EXCLUDE_OPTION,
  {
    name: "delete",
    type: "flag",
    summary: "also delete files of the repository that the folder lacks; asks first",
    configurable: false,
  },
  { name: "pr", type: "flag", summary: "open a pull request in place of a commit to the branch", configurable: false },
  {
    name: "private",
    type: "flag",
    summary: "make the repository private; one that is public already is refused",
    configurable: false,
  },
  {
    name: "message",
    type: "text",
    placeholder: "<text>",
    summary: "the commit's title",
    defaultText: "what was done",
    configurable: false,
  },
  {
    name: "description",
    type: "text",
    placeholder: "<text>",
    summary: "the commit's text below its title",
    configurable: false,
  },
  { name: "tag", type: "text", placeholder: "<name>", summary: "tag the commit with this name", configurable: false },
  DRY_RUN_OPTION,
  HUB_OPTION,
  FORMAT_OPTION,
] as const satisfies readonly OptionSpec[];

export const upload: CommandSpec = {
  name: "upload",
  summary: "bring a folder to the Hugging Face Hub",
  details: [
    "What is there already is not sent again, and what a run sent before it was stopped is not either. .git and what .gitignore files name stay at home.",
    "Files that the repository has and the folder lacks stay there unless --delete is given.",
  ],
  arguments: [{ name: "folder", summary: "folder whose files are uploaded", required: true, complete: "folder" }],
  options: UPLOAD_OPTIONS,
  examples: [
    "tiny-cats upload my-model --repo me/my-model --dry-run",
    'tiny-cats upload my-model --repo me/my-model --private --message "First try"',
    "tiny-cats upload pictures --repo datasets/me/pictures --delete --hub local",
  ],
  load: async () => (await import("./run.ts")).runUpload,
};
