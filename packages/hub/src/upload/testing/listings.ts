import { gitBlobSha1, sha256 } from "@tiny-cats/files";
import type { FakeFile } from "./upload-hub.ts";

/** How the Hub lists a file. */
export function listed(path: string, { bytes, lfs }: FakeFile) {
  const oid = gitBlobSha1(bytes);
  const common = { type: "file", path, size: bytes.length, oid };
  return lfs ? { ...common, lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 130 } } : common;
}

/** How the Hub lists branches, tags and pull requests. */
export function listRefs(refs: Map<string, string>, tags: Map<string, string>) {
  const pulls = [...refs].filter(([name]) => name.startsWith("refs/pr/"));
  return {
    branches: [...refs]
      .filter(([name]) => !name.includes("/"))
      .map(([name, oid]) => ({ name, ref: `refs/heads/${name}`, targetCommit: oid })),
    tags: [...tags].map(([name, oid]) => ({ name, ref: `refs/tags/${name}`, targetCommit: oid })),
    pullRequests: pulls.map(([ref, oid]) => ({ name: ref.slice(8), ref, targetCommit: oid })),
  };
}
