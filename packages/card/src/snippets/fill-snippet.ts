import { PLACEHOLDERS } from "./placeholders.ts";

/** A template with its placeholders filled; undefined where a value is missing or is none that may stand there. */
export function fillSnippet(template: string, values: Record<string, string>): string | undefined {
  let fits = true;
  const code = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : "";
    if (!new RegExp(`^(?:${PLACEHOLDERS[name]})$`).test(value)) fits = false;
    return value;
  });
  return fits ? code : undefined;
}
