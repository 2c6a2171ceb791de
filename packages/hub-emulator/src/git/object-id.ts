import { createHash } from "node:crypto";
import type { ObjectType } from "./git-object.ts";

/** The SHA-1 by which git names an object ("Git Internals - Git Objects", Pro Git), in hexadecimal. */
export function objectId(type: ObjectType, content: Uint8Array): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}
