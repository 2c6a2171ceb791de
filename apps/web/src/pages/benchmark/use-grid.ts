import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { useEffect, useState } from "preact/hooks";
import { generatorStore } from "../../models/stores.ts";
import { type GridCell, measureGrid } from "./measure-grid.ts";

/** The grid of drawing times, as far as it is measured. */
export function useGrid() {
  const [cells, setCells] = useState<readonly GridCell[]>([]);
  const [runtime, setRuntime] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [controller, setController] = useState<AbortController>();
  useEffect(() => () => controller?.abort(), [controller]);
  async function run(): Promise<void> {
    const mine = new AbortController();
    setController(mine);
    setError(undefined);
    setCells([]);
    setRuntime(undefined);
    try {
      const model = await generatorStore.load();
      mine.signal.throwIfAborted();
      const [breed] = model.drawable;
      const draw = async (settings: { steps: number; guidance: number; signal: AbortSignal }) => {
        for await (const drawing of model.draw([breed], { seed: 0, ...settings })) return drawing;
      };
      for await (const cell of measureGrid(draw, { signal: mine.signal })) setCells((known) => [...known, cell]);
      setRuntime(model.runtime);
    } catch (failure) {
      if (mine.signal.aborted) return;
      // The next run must load the model anew.
      if (isTinyCatsError(failure) && ["worker-crashed", "webgpu-lost"].includes(failure.code)) generatorStore.reset();
      setError(failure);
    } finally {
      setController(undefined);
    }
  }
  return { cells, runtime, error, isRunning: controller !== undefined, run, cancel: () => controller?.abort() };
}
