import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { WrittenCard } from "./measure/write-card.ts";

/**
 * @param notes the card-notes.md that what only people know belongs into
 * @throws TinyCatsError "invalid-card" with everything that is wrong with it, and what to write where
 */
export function requireValidCard({ path, validation }: WrittenCard, notes: string): void {
  const { valid, errors } = validation;
  if (valid) return;
  const told = errors.map(({ message, remedy }) => `- ${message} (${remedy})`);
  const unfilled = errors.filter(({ code }) => code === "unfilled-section").map(({ path: title }) => `"## ${title}"`);
  const unlicensed = errors.some(({ code }) => code === "missing-licence");
  const others = errors.length > unfilled.length + Number(unlicensed);
  const steps = [
    ...(unfilled.length > 0 ? [`write the sections ${unfilled.join(", ")} into ${notes}`] : []),
    ...(unlicensed ? [`begin ${notes} with a line "---", a line "license: <id>" and a line "---"`] : []),
    ...(others ? ["see to what is named above"] : []),
  ];
  throw new TinyCatsError("invalid-card", [`${path} would not hold:`, ...told].join("\n"), {
    value: errors,
    remedy: `${steps.join("; ")}; and publish again`,
  });
}
