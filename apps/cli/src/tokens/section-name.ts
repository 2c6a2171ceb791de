/** A token's name as a section can have it: one line, and not the one that configparser takes for all sections. */
export function sectionName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const line = name.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
  return line === "" || line === "DEFAULT" ? `token ${line}`.trim() : line;
}
