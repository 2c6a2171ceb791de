import { spawnSync } from "node:child_process";

/** The Python whose packages are compared with. */
export const python = process.env.TINY_CATS_PYTHON ?? "python3";

/** Whether that Python has these modules; says so where it has not. */
export function pythonHas(...modules: string[]): boolean {
  const found = spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0;
  if (!found)
    console.log(`Skipped: ${python} lacks one of ${modules.join(", ")}; name another one by TINY_CATS_PYTHON.\n`);
  return found;
}
