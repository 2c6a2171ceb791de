import { philox4x32 } from "@tiny-cats/core";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { parseChecksums } from "../checksums/parse-checksums.ts";

const PARTS = [
  "\n",
  " ",
  "  ",
  " *",
  "../",
  "/",
  "\\",
  ":",
  "\u0000",
  "é",
  "CON",
  "a".repeat(64),
  "0".repeat(64),
  "\r\n",
  ".",
  "x",
];

/** Mutates valid sums and holds the parser to reading or refusing them: what is read stays below the folder. */
export function fuzzChecksums(seed: number, runs: number): { runs: number; read: number; refused: number } {
  const words = new Uint32Array(4);
  let read = 0;
  for (let run = 0; run < runs; run++) {
    let text = Array.from({ length: 3 }, (_, i) => `${String(i).repeat(64)}  folder/file-${i}.bin\n`).join("");
    philox4x32([run, 0, 0, 0], [seed, 0], words);
    const changes = 1 + (words[0] % 3);
    for (let change = 0; change < changes; change++) {
      philox4x32([run, change, 1, 0], [seed, 0], words);
      const at = words[0] % (text.length + 1);
      const cut = words[1] % 4 === 0 ? words[2] % 20 : 0;
      text = text.slice(0, at) + (words[3] % 3 === 0 ? "" : PARTS[words[3] % PARTS.length]) + text.slice(at + cut);
    }
    try {
      for (const [path, hash] of parseChecksums(text)) {
        const isBelow = !path.startsWith("/") && !path.split("/").includes("..") && !path.includes("\\");
        if (!isBelow || !/^[0-9a-f]{64}$/.test(hash)) throw new Error(`read ${JSON.stringify({ path, hash })}`);
      }
      read++;
    } catch (error) {
      if (!isTinyCatsError(error) || error.code !== "invalid-checksums")
        throw new Error(`run ${run}`, { cause: error });
    }
  }
  if (read === 0 || read === runs) throw new Error(`${read} of ${runs} were read: these mutations tell nothing`);
  return { runs, read, refused: runs - read };
}
