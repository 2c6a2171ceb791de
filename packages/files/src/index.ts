export { FilesError } from "./files-error.ts";
export { gitBlobSha1, gitBlobSha1File, type HashFileOptions, sha256, sha256File } from "./hash.ts";
export { type ReadBoundedOptions, readFileBounded, readTextBounded } from "./read-bounded.ts";
export { type RedactOptions, redact } from "./redact.ts";
export { safeJoin } from "./safe-join.ts";
export { removeStaleTemporaries } from "./temporary.ts";
export { type LockOptions, withLock } from "./with-lock.ts";
export { type Writable, type WriteOptions, writeFileAtomic } from "./write-file-atomic.ts";
