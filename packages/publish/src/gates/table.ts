import { behaviour } from "./checks/behaviour.ts";
import { catAccuracy } from "./checks/cat-accuracy.ts";
import { causality } from "./checks/causality.ts";
import { cpuP95 } from "./checks/cpu-p95.ts";
import { fid } from "./checks/fid.ts";
import { files } from "./checks/files.ts";
import { kid } from "./checks/kid.ts";
import { licence } from "./checks/licence.ts";
import { nanInf } from "./checks/nan-inf.ts";
import { onnxParity } from "./checks/onnx-parity.ts";
import { perplexity } from "./checks/perplexity.ts";
import { quantizedLoss } from "./checks/quantized-loss.ts";
import { quantizedSize } from "./checks/quantized-size.ts";
import { samplesNotNoise } from "./checks/samples-not-noise.ts";
import { trained } from "./checks/trained.ts";
import type { Gate } from "./gate.ts";
import type { GateName } from "./gate-names.ts";

/** Every gate, in the order in which they are passed. */
export const GATES: readonly Gate[] = [
  files,
  licence,
  nanInf,
  trained,
  onnxParity,
  behaviour,
  samplesNotNoise,
  causality,
  quantizedSize,
  quantizedLoss,
  catAccuracy,
  fid,
  kid,
  perplexity,
  cpuP95,
];

/** The gates that need no reports of what was measured: those to pass before anything is measured. */
export const GATES_BEFORE_MEASURING: readonly GateName[] = GATES.filter(({ needs }) => needs !== "reports").map(
  ({ name }) => name,
);
