/** A session's runtime, such as "onnxruntime-node 1.30.0 (cpu)", in its parts. */
export function parseRuntime(runtime: string): { name: string; version: string; provider: string } {
  const [, name, version, provider] = /^(\S+) (\S+) \((.+)\)$/.exec(runtime) ?? [];
  return { name: name ?? runtime, version: version ?? "unknown", provider: provider ?? "unknown" };
}
