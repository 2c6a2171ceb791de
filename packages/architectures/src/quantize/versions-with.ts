import { versions } from "node:process";

/** Versions of what took part, for reports. */
export function versionsWith(runtime: string): Record<string, string> {
  const [name, version] = runtime.split(" ");
  return { node: versions.node, ...(name && version && { [name]: version }) };
}
