/** How far a download is. */
export interface DownloadProgress {
  /** Of the repository; the one that something happened to. */
  file: string | undefined;
  /** Bytes that are there, those of earlier runs included. It never falls. */
  bytes: number;
  total: number;
  filesDone: number;
  filesTotal: number;
}

export interface ProgressMeter {
  /** A file has so many bytes now. */
  set(file: string, bytes: number): void;
  done(file: string, bytes: number): void;
}

const STEP = 1 << 20;

/** Adds up what files report; tells of each file that is done, and each MiB between. */
export function progressMeter(
  files: readonly { path: string; size: number }[],
  onProgress: ((progress: DownloadProgress) => void) | undefined,
): ProgressMeter {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const parts = new Map<string, number>();
  let sum = 0;
  let told = 0;
  let filesDone = 0;

  function note(file: string, bytes: number): void {
    sum += bytes - (parts.get(file) ?? 0);
    parts.set(file, bytes);
  }

  function tell(file: string): void {
    // A file that is begun anew lets the sum fall.
    told = Math.max(told, sum);
    onProgress?.({ file, bytes: told, total, filesDone, filesTotal: files.length });
  }

  return {
    set(file, bytes) {
      note(file, bytes);
      if (sum >= told + STEP) tell(file);
    },
    done(file, bytes) {
      note(file, bytes);
      filesDone++;
      tell(file);
    },
  };
}
