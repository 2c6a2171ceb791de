/** A file that is there now. */
export interface DownloadedFile {
  /** In the repository. */
  path: string;
  /** On this machine. */
  file: string;
  size: number;
  /** Git's sha1, or sha256 of an LFS file. */
  oid: string;
  /** Whether it was there already. */
  reused: boolean;
}

/** What a download did. */
export interface Downloaded {
  /** That looks like the repository at the commit. */
  folder: string;
  commit: string;
  files: DownloadedFile[];
  /** Of all these files. */
  bytes: number;
  /** Bytes of files that came over the network, those received in vain included. */
  fetched: number;
  /** Bytes of files that were there already. */
  reused: number;
  seconds: number;
  /** Requests that were sent again. */
  retries: number;
}
