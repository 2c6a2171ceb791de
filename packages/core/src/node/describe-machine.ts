import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import type { Measured } from "@tiny-cats/schema";

/** What a report says of the machine it was made on; nothing that names it or its user. */
export function describeMachine(): Measured["hardware"] {
  const [major, minor] = release().split(".");
  return {
    cpu: cpus()[0]?.model.trim() || null,
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    os: `${type()} ${major}${minor === undefined ? "" : `.${minor}`} ${process.arch}`,
  };
}
