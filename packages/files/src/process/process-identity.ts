import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  /** 12 hexadecimal digits that stand for the machine and, on Linux, the process-number namespace: containers have their own. */
  machine: string;
  /** When it was started, in the system's own count; "0" where the system does not tell. */
  started: string;
}

let self: ProcessIdentity | undefined;

/** The process that this runs in. */
export function thisProcess(): ProcessIdentity {
  self ??= { pid: process.pid, machine: machineId(), started: lookUp(process.pid)?.started ?? "0" };
  return self;
}

/** Whether a process is still there; undefined when it is on another machine. `certain` is false where its number may have been given again. */
export function isRunning({
  pid,
  machine,
  started,
}: ProcessIdentity): { running: boolean; certain: boolean } | undefined {
  if (machine !== thisProcess().machine) return undefined;
  if (!exists(pid)) return { running: false, certain: true };
  const now = lookUp(pid);
  if (now && !now.alive) return { running: false, certain: true };
  if (!now || started === "0") return { running: true, certain: false };
  return { running: now.started === started, certain: true };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** State and start of a process from Linux's /proc/<pid>/stat (proc_pid_stat(5)); a zombie is no longer alive. */
function lookUp(pid: number): { alive: boolean; started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { alive: !/^[ZXx]$/.test(fields[0]), started: fields[19] };
  } catch {
    return undefined;
  }
}

function machineId(): string {
  let namespace = "";
  try {
    namespace = readlinkSync("/proc/self/ns/pid");
  } catch {
    // Only Linux has it.
  }
  return createHash("sha256").update(`${hostname()}\n${namespace}`).digest("hex").slice(0, 12);
}
