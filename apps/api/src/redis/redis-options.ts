/** Which Redis joins several processes to one server. */
export interface RedisOptions {
  /** redis://[user:password@]host[:port][/database], or rediss:// */
  url: string;
  /** Milliseconds for which a drawing is kept to be answered with again; an hour unless told. */
  keepDrawingsMs?: number;
  /** Milliseconds after which the job of a worker that is not heard of any more is given to another; 10 s unless told. */
  lockMs?: number;
}

/** What a process does: answer requests, do the work, or both. */
export type Role = "web" | "worker" | "all";
