import { Document, isScalar, visit } from "yaml";

/**
 * A mapping as YAML of whole lines: texts that YAML 1.1 or 1.2, PyYAML or js-yaml would take for something else stand in quotes
 * ("no", "0755", "12:30:45", "2026-11-21", "="), nothing is folded, nothing aliased.
 */
export function yamlText(data: Record<string, unknown>): string {
  if (Object.keys(data).length === 0) return "";
  const document = new Document(data, { compat: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // A lone "=" is a type of its own to PyYAML, and what looks like a time or a date must not depend on a schema.
      if (isScalar(node) && typeof node.value === "string" && /^(?:=|\d[\d:.\-_ tTzZ+]*)$/.test(node.value)) {
        node.type = "QUOTE_DOUBLE";
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}
