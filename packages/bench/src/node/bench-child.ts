import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { benchmarkSubject } from "../subject/benchmark-subject.ts";
import type { Job, Told } from "./job.ts";
import { openSubject } from "./open-subject.ts";
import { residentMemory } from "./resident-memory.ts";

// The process that measures one model and does nothing else, so that its memory is the model's.

// onnxruntime's JavaScript makes Float16Arrays of halves where the engine has them, which its native part (1.30) reads as empty.
Reflect.deleteProperty(globalThis, "Float16Array");

const PROGRESS_MS = 100;
const ENOUGH_SPOKEN = 2000;

const tell = (told: Told) => new Promise<void>((resolve) => process.send!(told, () => resolve()));

process.once("message", async (job: Job) => {
  // Whoever asked is gone: nobody waits for the answer.
  process.once("disconnect", () => process.exit(1));
  let told = 0;
  try {
    const subject = await openSubject(job);
    const raw = await benchmarkSubject(
      subject,
      {
        ...job.options,
        onProgress(progress) {
          const now = performance.now();
          if (now - told < PROGRESS_MS && progress.done < progress.total) return;
          told = now;
          tell({ kind: "progress", progress });
        },
      },
      { memory: residentMemory },
    );
    await tell({ kind: "done", raw });
  } catch (error) {
    await tell({ kind: "failed", error: plain(error) });
  }
  process.exit(0);
});

function plain(error: unknown) {
  const message = String((error as Error)?.message ?? error).slice(0, ENOUGH_SPOKEN);
  if (!isTinyCatsError(error)) return { message };
  return { message, code: error.code, value: cloneable(error.value), remedy: error.remedy };
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return String(value);
  }
}
