import { usageError } from "../../usage-error.ts";
import { isCheckpoint } from "../../weights/is-checkpoint.ts";

/**
 * The checkpoint that --model names, if it is one; options that only a checkpoint has are refused beside anything else.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export async function checkpointOf(
  values: {
    readonly model?: string | undefined;
    readonly weights?: string | undefined;
    readonly "model-config"?: string | undefined;
  },
  cwd: string,
): Promise<string | undefined> {
  const { model } = values;
  if (model !== undefined && (await isCheckpoint(model, cwd))) return model;
  const given = (["weights", "model-config"] as const).find((name) => values[name] !== undefined);
  if (given === undefined) return undefined;
  throw usageError("invalid-option-value", `--${given} is for a checkpoint, and --model names none`, {
    value: model ?? null,
    remedy: `give a .pt or .safetensors file or a training's folder as --model, or leave out --${given}`,
  });
}
