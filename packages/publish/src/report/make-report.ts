import { describeMachine } from "@tiny-cats/core/node";
import type { UploadResult } from "@tiny-cats/hub";
import { type PublishReport, parsePublishReport } from "@tiny-cats/schema";
import type { BuiltTree } from "../build-tree.ts";
import type { GateReport } from "../gates/report-of.ts";
import type { PreparedModel } from "../prepared.ts";
import type { PublishedFacts } from "../verify/verify-published.ts";
import type { TreeFile } from "./tree-files.ts";
import { uploadFacts } from "./upload-facts.ts";

/** What a publication's report is made of. */
export interface Published {
  built: BuiltTree;
  files: readonly TreeFile[];
  /** Of the run that made the commit; one that finds everything there sends nothing. */
  sent: UploadResult;
  verification: PublishedFacts;
  tag: string | null;
  /** Requests of other stages that were sent again. */
  retries: number;
  command: string;
  by: string;
}

/** A publish report with what this package knows besides. */
export type PublicationReport = PublishReport &
  Pick<UploadResult, "files_deleted" | "seconds" | "bytes_resent" | "pull_request"> & {
    models: Pick<PreparedModel, "kind" | "folder" | "graph" | "source" | "parity" | "notes">[];
    gates: GateReport;
    verification: PublishedFacts;
  };

/** publish-report.json: what went where, how, and how it was checked. */
export function makeReport(published: Published): PublicationReport {
  const { built, files, sent, verification, tag, retries, command, by } = published;
  const { prepared, gates, missing } = built;
  const [first] = prepared.models;
  return parsePublishReport({
    schema: "tiny-cats/publish-report",
    version: 1,
    measured: {
      model: first ? { file: first.graph.path, sha256: first.graph.sha256 } : null,
      data: null,
      n: files.length,
      seed: null,
      hardware: describeMachine(),
      versions: { node: process.versions.node, ...runtimes(verification) },
      command,
      date: sent.timestamp,
      by,
    },
    ...uploadFacts(sent, tag),
    files,
    retries: sent.retries + retries,
    missing,
    models: prepared.models.map(({ kind, folder, manifest, graph, source, parity, notes }) => ({
      kind,
      folder,
      name: manifest.name,
      graph,
      source,
      ...(parity && { parity }),
      notes,
    })),
    gates,
    verification,
  }) as PublicationReport;
}

/** What ran the models, by name: "onnxruntime-node 1.30.0 (cpu)" is a version of onnxruntime-node. */
function runtimes({ classified, drawn, language }: PublishedFacts): Record<string, string> {
  return Object.fromEntries(
    [classified, drawn, language].flatMap((one) => {
      const [, name, version] = /^(\S+) (.+)$/.exec(one?.runtime ?? "") ?? [];
      return name === undefined ? [] : [[name, version]];
    }),
  );
}
