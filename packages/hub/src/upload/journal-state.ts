/** A multipart upload that was begun. */
export interface PartsSession {
  /** Where its end is told to. */
  href: string;
  /** Bytes of each part but the last. */
  chunk: number;
  /** Presigned addresses of the parts in their order. */
  parts: string[];
  /** What the storage called the parts it has, by number from 1. */
  etags: Map<number, string>;
}

/** What earlier attempts at an upload have left. */
export interface JournalState {
  /** By path. */
  hashes: Map<string, { stamp: string; sha256?: string; gitSha1?: string }>;
  /** By oid. */
  sessions: Map<string, PartsSession>;
  /** Transfers that were begun and not finished, as "oid:part" (part 0 is a whole object). */
  begun: Set<string>;
  /** The pull request being made (`before` lists those that were there) or made. */
  pull: { before: number[]; number?: number } | undefined;
}

export type JournalRecord =
  | { is: "hash"; path: string; stamp: string; sha256?: string; gitSha1?: string }
  | { is: "begin"; oid: string; part: number }
  | { is: "session"; oid: string; href: string; chunk: number; parts: string[] }
  | { is: "part"; oid: string; part: number; etag: string }
  | { is: "drop"; oid: string }
  | { is: "done"; oid: string }
  | { is: "pull"; before: number[]; number?: number };

export function emptyJournal(): JournalState {
  return { hashes: new Map(), sessions: new Map(), begun: new Set(), pull: undefined };
}

/** Takes one record into the state. */
export function applyRecord(state: JournalState, record: JournalRecord): void {
  const { hashes, sessions, begun } = state;
  switch (record.is) {
    case "hash": {
      const { path, stamp, sha256, gitSha1 } = record;
      hashes.set(path, { stamp, ...(sha256 && { sha256 }), ...(gitSha1 && { gitSha1 }) });
      break;
    }
    case "begin":
      begun.add(`${record.oid}:${record.part}`);
      break;
    case "session": {
      const { href, chunk, parts } = record;
      sessions.set(record.oid, { href, chunk, parts, etags: new Map() });
      break;
    }
    case "part":
      sessions.get(record.oid)?.etags.set(record.part, record.etag);
      begun.delete(`${record.oid}:${record.part}`);
      break;
    case "drop":
      sessions.delete(record.oid);
      break;
    case "done":
      sessions.delete(record.oid);
      begun.delete(`${record.oid}:0`);
      break;
    case "pull":
      state.pull = { before: record.before, ...(record.number !== undefined && { number: record.number }) };
  }
}

/** Whether a line of a journal holds what a record must: the file may have been cut short, or come from elsewhere. */
export function isRecord(value: unknown): value is JournalRecord {
  const record = value as Record<string, unknown> | null;
  if (typeof record !== "object" || record === null) return false;
  const text = (...names: string[]) => names.every((name) => typeof record[name] === "string");
  const optionalText = (...names: string[]) => names.every((name) => record[name] === undefined || text(name));
  const numbers = (list: unknown) => Array.isArray(list) && list.every(Number.isSafeInteger);
  switch (record.is) {
    case "hash":
      return text("path", "stamp") && optionalText("sha256", "gitSha1");
    case "begin":
      return text("oid") && Number.isSafeInteger(record.part);
    case "session":
      return (
        text("oid", "href") &&
        Number.isSafeInteger(record.chunk) &&
        Array.isArray(record.parts) &&
        record.parts.every((part) => typeof part === "string")
      );
    case "part":
      return text("oid", "etag") && Number.isSafeInteger(record.part);
    case "drop":
    case "done":
      return text("oid");
    case "pull":
      return numbers(record.before) && (record.number === undefined || Number.isSafeInteger(record.number));
    default:
      return false;
  }
}
