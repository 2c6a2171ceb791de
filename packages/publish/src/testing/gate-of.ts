import { createWorkerPool } from "@tiny-cats/core/node";
import { afterAll } from "vitest";
import type { GateName } from "../gates/gate-names.ts";
import { type ValidateGatesOptions, validate } from "../gates/validate.ts";

/** One for all tests of a file. */
export const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.dispose());

/** What one gate says of a folder, of the model named where it is of several. */
export async function gateOf(folder: string, name: GateName, options: ValidateGatesOptions & { of?: string } = {}) {
  const { of, ...rest } = options;
  const { results, warnings } = await validate(folder, { only: [name], pool, ...rest });
  const found = results.filter(({ model }) => of === undefined || model === of);
  return { ...found[0], listed: found.length, warnings };
}
