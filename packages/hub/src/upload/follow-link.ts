import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { HubError } from "../errors/hub-error.ts";
import { isBuiltIn } from "./is-built-in.ts";

/**
 * Where a symbolic link leads.
 *
 * @param root the uploaded folder, without links.
 * @param within the folders the link lies in, without links.
 * @throws HubError "unsafe-link" when that is outside of `root`, in a folder that is never taken, nowhere, or back to where the link lies.
 */
export async function followLink(source: string, path: string, root: string, within: readonly string[]) {
  const target = await realpath(source).catch(() => undefined);
  if (target === undefined) throw unsafe(path, "leads nowhere");
  const inside = relative(root, target).split(sep);
  if (inside[0] === ".." || target.slice(0, root.length) !== root) throw unsafe(path, "leads out of the folder");
  if (inside.some((_, i) => isBuiltIn(inside.slice(0, i + 1).join("/"))))
    throw unsafe(path, "leads into a folder that is never uploaded");
  if (within.includes(target)) throw unsafe(path, "leads back to a folder that it lies in");
  return target;
}

function unsafe(path: string, why: string): HubError {
  return new HubError("unsafe-link", `the link ${JSON.stringify(path)} ${why}`, {
    value: path,
    remedy: "replace it by what should be uploaded, or exclude it",
  });
}
