import { describeMachine } from "@tiny-cats/core/node";
import type { DatasetFacts } from "@tiny-cats/data";
import type { UploadResult } from "@tiny-cats/hub";
import { type PublishReport, parsePublishReport } from "@tiny-cats/schema";
import packageJson from "../../package.json" with { type: "json" };
import { uploadFacts } from "../report/upload-facts.ts";
import type { DatasetTree } from "./dataset-tree.ts";

interface Published {
  tree: DatasetTree;
  facts: DatasetFacts;
  sent: UploadResult;
  tag: string | null;
  /** Requests of all stages that were sent again. */
  retries: number;
  verification: { commit: string; files: number; bytes: number };
}

/** publish-report.json of a data set: what went where, how, and how it was checked. */
export function datasetReport(
  { tree, facts, sent, tag, verification, retries }: Published,
  { command, by = packageJson.name }: { command: string; by?: string },
): PublishReport {
  const items = facts.splits.reduce((sum, split) => sum + split.items, 0);
  return parsePublishReport({
    schema: "tiny-cats/publish-report",
    version: 1,
    measured: {
      model: null,
      data: { name: tree.title, split: "all", n: items, sha256: tree.sha256 },
      n: tree.files.length,
      seed: null,
      hardware: describeMachine(),
      versions: { node: process.versions.node, [packageJson.name]: packageJson.version },
      command,
      date: sent.timestamp,
      by,
    },
    repo_type: "dataset",
    ...uploadFacts(sent, tag),
    splits: facts.splits,
    files: tree.files,
    retries,
    missing: [],
    verification,
  });
}
