import { fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { BenchmarkProgress, RawBenchmark } from "../subject/benchmark-subject.ts";
import type { Job, Told } from "./job.ts";

const ENOUGH_SAID = 2000;

/**
 * Measures in a process of its own. Whatever happens, that has ended when the promise is settled; when the signal fires it is killed.
 *
 * @throws TinyCatsError "bench-process-ended" where it ends before it answers, "run-failed" for what the runtime says, and what it throws
 */
export function runInChild(
  job: Job,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: BenchmarkProgress) => void },
): Promise<RawBenchmark> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    // The program stands beside this file, built or not.
    const program = new URL(`./bench-child${extname(import.meta.url)}`, import.meta.url);
    const child = fork(fileURLToPath(program), {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let said = "";
    let settle: (() => void) | undefined;
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-ENOUGH_SAID);
    });
    const abort = () => {
      settle = () => reject(signal!.reason);
      child.kill("SIGKILL");
    };
    signal?.addEventListener("abort", abort, { once: true });
    child.on("message", (told: Told) => {
      if (told.kind === "done") settle ??= () => resolve(told.raw);
      else if (told.kind === "failed") settle ??= () => reject(revive(told.error));
      else if (!settle) {
        try {
          onProgress?.(told.progress);
        } catch (error) {
          settle = () => reject(error);
          child.kill("SIGKILL");
        }
      }
    });
    child.once("error", (cause) => {
      settle ??= () => reject(ended(`could not be started: ${cause.message}`, undefined, said));
    });
    child.once("close", (status, name) => {
      signal?.removeEventListener("abort", abort);
      const how = name === null ? `with status ${status}` : `by ${name}`;
      (settle ?? (() => reject(ended(`ended ${how} before it answered`, status ?? name, said))))();
    });
    child.send(job, (error) => {
      if (error) child.kill("SIGKILL");
    });
  });
}

function revive({
  message,
  code = "run-failed",
  value,
  remedy,
}: Extract<Told, { kind: "failed" }>["error"]): TinyCatsError {
  return new TinyCatsError(code, message, {
    value,
    remedy: remedy ?? "check the model, and the shapes of what it is given",
  });
}

function ended(what: string, value: unknown, said: string): TinyCatsError {
  const lines = said.trim() === "" ? "" : `: ${said.trim()}`;
  return new TinyCatsError("bench-process-ended", `the process that measured ${what}${lines}`, {
    value,
    remedy: "a system short of memory ends processes: try smaller batches; otherwise report it with what it said",
  });
}
