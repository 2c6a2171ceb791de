import type { Repository } from "../storage/repository.ts";

/** An object on its way in parts. */
export interface PartialUpload {
  repository: Repository;
  oid: string;
  size: number;
  partBytes: number;
  /** Parts that are on disk, by number: their tags. */
  parts: Map<number, string>;
  /** The file that the parts are written into, each at its place. */
  path: string;
}

/** Uploads in parts since the start, by their ids; those that never ended go when there are too many. */
export type Uploads = Map<string, PartialUpload>;

export const MOST_UPLOADS = 10_000;
