import { OP } from "../pickle/opcodes.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

const CODES = Object.values(OP);
const NAMES = [
  "os\nsystem\n",
  "torch\nTensor\n",
  "torch._utils\n_rebuild_tensor_v2\n",
  "numpy\ndtype\n",
  "__builtin__\nset\n",
  "\n\n",
];

/** Opcodes with one to three changes: one left out, doubled, moved, changed in its argument, replaced, or taken from another pickle. */
export function mutateOps(
  ops: readonly Uint8Array[],
  others: readonly (readonly Uint8Array[])[],
  rng: Random,
): Uint8Array<ArrayBuffer> {
  const out = [...ops];
  for (let changes = 1 + rng.below(3); changes > 0; changes--) {
    const at = rng.below(out.length);
    const other = rng.pick(others);
    const from = rng.below(other.length);
    switch (rng.below(8)) {
      case 0:
        out.splice(at, 1);
        break;
      case 1:
        out.splice(at, 0, out[at]);
        break;
      case 2:
        out.splice(rng.below(out.length), 0, ...out.splice(at, 1));
        break;
      case 3:
        out[at] = Uint8Array.of(out[at][0], ...mutateBytes(out[at].subarray(1), rng));
        break;
      case 4:
        out[at] = Uint8Array.of(rng.pick(CODES), ...out[at].subarray(1));
        break;
      case 5:
        out.splice(at, 0, Uint8Array.of(rng.pick(CODES)));
        break;
      case 6:
        out.splice(at, rng.below(4), ...other.slice(from, from + rng.below(12)));
        break;
      default:
        out.splice(at, 0, new Uint8Array(Buffer.from(`c${rng.pick(NAMES)}`)));
    }
    if (out.length === 0) out.push(Uint8Array.of(OP.STOP));
  }
  return new Uint8Array(Buffer.concat(out));
}
