import { readFile } from "node:fs/promises";
import openWabt from "wabt";

/** The text of compiled-kernels.ts: what the WebAssembly text beside it compiles to. */
export async function compileKernels(): Promise<string> {
  const name = "kernels.wat";
  const text = await readFile(new URL(`../src/linear/${name}`, import.meta.url), "utf8");
  const wabt = await openWabt();
  const parsed = wabt.parseWat(name, text);
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return [
    `/** ${name}, compiled and written by \`pnpm kernels\`. */`,
    "export const COMPILED_KERNELS =",
    `  "${Buffer.from(buffer).toString("hex")}";\n`,
  ].join("\n");
}
