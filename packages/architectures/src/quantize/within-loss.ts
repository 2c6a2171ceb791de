import { chooseSkipped, type InputValues, type Model, measureSensitivity, type RunModel } from "@tiny-cats/onnx";
import { quantizationLoss } from "./quantization-loss.ts";
import type { QuantizeFileOptions } from "./quantize-options.ts";
import type { Quantizer } from "./quantizer.ts";
import type { Workload } from "./workload.ts";

/** Batches that the nodes are tried on. */
const TRIED = 2;

/** A quantized model and what it loses. */
export interface WithinLoss {
  readonly model: Model;
  readonly skip: readonly string[];
  readonly loss: number | null;
}

/**
 * The model with all nodes quantized but those told; where it loses more than allowed, with as many of those that hurt most left out as it takes.
 *
 * Throws `quantization-loss` where that does not suffice and it was not forced.
 */
export async function withinLoss(
  original: Model,
  { quantize, nodes }: Quantizer,
  workload: Workload | undefined,
  run: RunModel,
  { skip = [], maxLoss, maxSkipped, force = false, signal, onProgress }: QuantizeFileOptions,
): Promise<WithinLoss> {
  const stop = signal ? { signal } : {};
  const model = quantize(skip);
  if (!workload || maxLoss === undefined) return { model, skip, loss: null };
  const loss = await workload.loss(model, run, stop);
  if (loss <= maxLoss) return { model, skip, loss };
  const left = nodes.filter((node) => !skip.includes(node));
  const most = maxSkipped ?? Math.ceil(left.length / 2);
  const batches: InputValues[] = workload.calibration.batches.slice(0, TRIED).map((batch) => batch());
  const tell = (share: number) => onProgress?.({ stage: "searching", done: Math.round(500 * share), total: 1000 });
  const sensitivities =
    most === 0
      ? []
      : await measureSensitivity(original, batches, run, {
          quantize: (others) => quantize([...skip, ...others]),
          nodes: left,
          ...stop,
          onProgress: ({ done, total }) => tell(done / total),
        });
  const chosen = await chooseSkipped(sensitivities, {
    quantize,
    loss: (given, options) => workload.loss(given, run, options),
    ...{ maxLoss, skip, most },
    ...stop,
    onProgress: ({ done, total }) => tell(1 + done / total),
  });
  if (chosen.within || force) return chosen;
  throw quantizationLoss({ metric: workload.metric, loss: chosen.loss, maxLoss, skip: chosen.skip });
}
