import type { HubOptions } from "../hub-options.ts";
import type { CreateSettings } from "../repos/create-repo.ts";
import type { UploadProgress } from "./upload-progress.ts";

export interface UploadOptions extends HubOptions {
  /** The commit's title: "Upload N files" or the like unless told. Where it takes several commits, they are numbered. */
  message?: string;
  /** The commit's text below the title. */
  description?: string;
  /** Opens a pull request in place of committing to the branch. */
  pullRequest?: boolean;
  /** Creates the repository first. */
  create?: Pick<CreateSettings, "visibility" | "existOk" | "license" | "sdk">;
  /** Tags the last commit with it. */
  tag?: string;
  /** Where to keep what another run needs to go on: in the folder, below .cache/tiny-cats, unless told; false keeps nothing. */
  journal?: string | false;
  /** Files or parts of files that are sent at once: 4 unless told. */
  concurrency?: number;
  onProgress?: (progress: UploadProgress) => void;
}
