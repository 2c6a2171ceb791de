/** What may fill a snippet's placeholder, by its name: nothing that could end a text or begin code. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  repo: "[\\w.-]{1,96}/[\\w.-]{1,96}",
  name: "[\\w-][\\w.-]{0,95}",
  path: "[\\w.-][\\w./-]{0,199}",
  label: '[^"\\\\\\n\\r`{}$]{1,80}',
  id: "\\d{1,6}",
  nullClass: "\\d{1,6}",
  size: "\\d{1,5}",
  steps: "\\d{1,4}",
  scale: "\\d{1,3}(?:\\.\\d{1,6})?",
  from: "[01](?:\\.\\d{1,6})?",
  to: "[01](?:\\.\\d{1,6})?",
};
