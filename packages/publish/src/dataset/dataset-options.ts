import type { HubOptions, Repo } from "@tiny-cats/hub";
import type { StageProgress } from "../progress.ts";
import type { DatasetPlan } from "./dataset-plan.ts";

/** Where a data set is published, and how. Paths are absolute. */
export interface PublishDatasetOptions extends HubOptions {
  /** "owner/name" of a data set, or "datasets/owner/name". */
  repo: Repo;
  /** A folder to keep what another run needs to go on; it is made, and belongs to one publication at a time. */
  work: string;
  /** An SPDX expression; that of card-notes.md unless told. */
  license?: string;
  /** The card's heading: pretty_name of card-notes.md, else the folder's name, unless told. */
  title?: string;
  /** Makes the repository private; one that is public already is refused. */
  private?: boolean;
  /** Opens a pull request in place of a commit; it gets no tag. */
  pullRequest?: boolean;
  /** The commit's title; "Publish" with the title and the count of items unless told. */
  message?: string;
  /** The tag's name, in which {sha256} and {date} are filled in; false for none. "data-{sha256}" unless told. */
  tag?: string | false;
  /** Ends with the plan. */
  dryRun?: boolean;
  /** A folder for publish-report.json and publish-report.md; the work folder unless told. */
  reportDir?: string;
  /** What was typed, for the report. */
  command: string;
  /** Who does it, such as "@tiny-cats/cli". */
  by?: string;
  /** Asked before anything is sent; without it everything goes on. */
  confirm?: (plan: DatasetPlan) => Promise<boolean>;
  onProgress?: (progress: StageProgress) => void;
}
