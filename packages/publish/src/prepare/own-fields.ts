/** Names that a config.json may bring along of where it was, or of code to be fetched and run. */
const FOREIGN = ["_name_or_path", "auto_map", "custom_pipelines"];

/** A configuration without what is of its former place, or would have a reader run somebody's code. */
export function ownFields(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !FOREIGN.includes(name)));
}
