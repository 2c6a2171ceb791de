/** What a build of the site is made of, as its service worker knows it; paths are below the root, "" and "draw/" for pages. */
export interface SiteFiles {
  /** A hash over all of them. */
  version: string;
  /** Kept at the first visit: everything but what is large. */
  shell: readonly { path: string; hash: string }[];
  /** Kept when they have been fetched: large files whose name holds their hash, such as the runtime's. */
  large: readonly string[];
}

/** Of the large files, what running a model on WebAssembly takes; the others are for GPUs. */
export function runtimeFiles({ large }: SiteFiles): string[] {
  return large.filter((path) => path.endsWith(".wasm") && !/jspi|asyncify/.test(path));
}
