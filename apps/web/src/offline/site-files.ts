/** A file: its path below the root, "" and "draw/" for pages, and the first 16 hex digits of its SHA-256. */
export interface SiteFile {
  path: string;
  hash: string;
}

/** What a build of the site is made of, as its service worker knows it. */
export interface SiteFiles {
  /** A hash over all of them. */
  version: string;
  /** Kept at the first visit: everything but what is large. */
  shell: readonly SiteFile[];
  /** Kept when they have been fetched: large files whose name holds their hash, such as the runtime's. */
  large: readonly SiteFile[];
}

/** Of the large files, what running a model on WebAssembly takes; the others are for GPUs. */
export function runtimeFiles({ large }: SiteFiles): SiteFile[] {
  return large.filter(({ path }) => path.endsWith(".wasm") && !/jspi|asyncify/.test(path));
}
