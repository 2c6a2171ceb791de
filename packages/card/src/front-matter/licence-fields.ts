import { LICENCES } from "../validate/licences.ts";

/**
 * An SPDX expression as the Hub's fields: ids in small letters, several for "AND"; what the Hub has no id for, and every choice or exception,
 * is "other" with its name and a link.
 */
export function licenceFields(expression: string, link: string | undefined): Record<string, unknown> {
  const ids = expression.split(" AND ").map((id) => id.trim().toLowerCase());
  if (ids.every((id) => LICENCES.has(id))) return { license: ids.length === 1 ? ids[0] : [...new Set(ids)] };
  return { license: "other", license_name: expression, ...(link !== undefined && { license_link: link }) };
}
