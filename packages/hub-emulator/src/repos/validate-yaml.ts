import { parse } from "yaml";
import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { optionalText } from "../server/fields.ts";
import { HttpError } from "../server/http-error.ts";
import { checkCard } from "./check-card.ts";
import { frontMatter } from "./read-card.ts";

/** POST /api/validate-yaml: the documented part of the Hub's rules for a card's metadata; the Hub's own rules are not public. */
export const validateYaml: Handler = async (context) => {
  const body = await readJsonObject(context);
  const content = optionalText(body, "content");
  if (content === undefined) throw new HttpError(400, '"content" must be a string');
  const type = optionalText(body, "repoType") ?? "model";
  const { errors, warnings } = check(content, type);
  const tell = (messages: string[]) => messages.map((message) => ({ message }));
  return json({ errors: tell(errors), warnings: tell(warnings) }, { status: errors.length > 0 ? 400 : 200 });
};

function check(content: string, type: string): { errors: string[]; warnings: string[] } {
  const yaml = frontMatter(content);
  if (yaml === undefined || yaml.trim() === "") {
    return { errors: [], warnings: ["empty or missing yaml metadata in repo card"] };
  }
  let card: unknown;
  try {
    card = parse(yaml, { maxAliasCount: 100 });
  } catch (error) {
    return { errors: [`invalid YAML: ${String((error as Error).message).split("\n")[0]}`], warnings: [] };
  }
  if (typeof card !== "object" || card === null || Array.isArray(card)) {
    return { errors: ["the metadata must be a mapping"], warnings: [] };
  }
  return checkCard(card as Record<string, unknown>, type);
}
