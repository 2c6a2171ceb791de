/** The configuration that a file's metadata holds under "config"; undefined where there is none, or it is no JSON object. */
export function configInMetadata(metadata: ReadonlyMap<string, string>): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(metadata.get("config") ?? "null");
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
