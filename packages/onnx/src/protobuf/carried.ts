import type { Carried } from "../model/model.ts";

/** What a message carries along, without what it lacks. */
export function carried(doc: string | undefined, unknown: Uint8Array | undefined): Carried {
  return { ...(doc !== undefined && { doc }), ...(unknown && { unknown }) };
}
