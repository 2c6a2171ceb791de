import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { applyRecord, emptyJournal, type JournalRecord, type JournalState } from "./journal-state.ts";
import { readJournal } from "./read-journal.ts";

/** What is kept of an upload in progress, so that another run can go on after this one was killed. */
export interface Journal {
  readonly state: JournalState;
  /** Why nothing could be kept, if so. */
  readonly fault: string | undefined;
  write(record: JournalRecord): void;
  close(): void;
  /** Closes it and deletes it. */
  remove(): void;
}

const KEPT_OUT = "*\n";

/**
 * Opens or begins a journal: lines of JSON, readable by their owner alone, since the presigned addresses in it allow to send parts of files.
 * Where it can't be written the upload goes on without.
 *
 * @param path undefined keeps nothing.
 */
export async function openJournal(path: string | undefined): Promise<Journal> {
  const state = path === undefined ? emptyJournal() : await readJournal(path);
  let file: number | undefined;
  let fault: string | undefined;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      fault = (error as Error).message;
    }
  };
  if (path !== undefined)
    attempt(() => {
      prepareFolder(dirname(path));
      const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
      file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0), 0o600);
      // A killed writer may have left half a line.
      writeSync(file, "\n");
    });
  const close = () => {
    if (file !== undefined) attempt(() => closeSync(file!));
    file = undefined;
  };
  return {
    state,
    get fault() {
      return fault;
    },
    write(record) {
      applyRecord(state, record);
      if (file !== undefined && fault === undefined) attempt(() => writeSync(file!, `${JSON.stringify(record)}\n`));
    },
    close,
    remove() {
      close();
      if (path === undefined) return;
      attempt(() => rmSync(path, { force: true }));
      removeFolder(dirname(path));
    },
  };
}

/** Makes the journal's folder. Our own one keeps itself out of git. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder)) return;
  // The folder may have come from elsewhere, with a link where ours should be.
  if (realpathSync(folder) !== folder) throw new Error(`${folder} leads elsewhere`);
  try {
    writeFileSync(join(folder, ".gitignore"), KEPT_OUT, { flag: "wx" });
  } catch {
    // It is there.
  }
}

/** Leaves what others have put there. */
function removeFolder(folder: string): void {
  try {
    if (!isOurs(folder) || realpathSync(folder) !== folder) return;
    if (readFileSync(join(folder, ".gitignore"), "utf8") === KEPT_OUT && readdirSync(folder).length === 1)
      rmSync(join(folder, ".gitignore"));
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // Not empty: another journal, or a client's cache.
  }
}

function isOurs(folder: string): boolean {
  return basename(folder) === "tiny-cats" && basename(dirname(folder)) === ".cache";
}
