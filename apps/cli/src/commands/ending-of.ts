import { extname } from "node:path";
import { usageError } from "../usage-error.ts";

/**
 * The ending of the file's name that an option gives, one of those that it may have; asked before anything is computed.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function endingOf<T extends string>(option: string, name: string, endings: readonly T[]): T {
  const ending = endings.find((one) => one === extname(name));
  if (ending !== undefined) return ending;
  const wanted = endings.join(" or ");
  throw usageError("invalid-option-value", `--${option} ${JSON.stringify(name)} does not end with ${wanted}`, {
    value: name,
    remedy: `give a name with the ending ${wanted}`,
  });
}
