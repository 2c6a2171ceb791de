import type { BuiltCard } from "../build/built-card.ts";
import { fingerprint } from "../fingerprint.ts";
import { canonical } from "../front-matter/canonical.ts";
import { type Edit, editFrontMatter } from "../front-matter/edit-front-matter.ts";
import { sameValue } from "../front-matter/same-value.ts";
import type { Card } from "../parse/parse-card.ts";
import { parseFrontMatter } from "../parse/parse-front-matter.ts";
import type { Changes } from "./changes.ts";

/** The YAML of a card brought up to date; keys that people changed, wrote or removed stay as they are. */
export function updateFrontMatter(old: Card, built: BuiltCard): { yaml: string; changes: Changes } {
  const front = old.frontMatter ?? parseFrontMatter("", 0);
  const record = old.record?.front_matter ?? {};
  const changes: Changes = { replaced: [], added: [], removed: [], kept: [] };
  const edits: Edit[] = [];
  const has = (object: object, key: string) => Object.hasOwn(object, key);
  for (const key of new Set([...Object.keys(built.frontMatter), ...Object.keys(record)])) {
    const wanted = built.frontMatter[key];
    const there = has(front.data, key);
    const ours = has(record, key) && there && fingerprint(canonical(front.data[key])) === record[key];
    if (!has(built.frontMatter, key)) {
      if (ours) {
        edits.push({ key, value: undefined });
        changes.removed.push(key);
      } else if (there) changes.kept.push(key);
    } else if (there ? !ours : has(record, key)) {
      // Equal all the same: then there is nothing of people's to keep.
      if (!there || !sameValue(front.data[key], wanted)) changes.kept.push(key);
    } else if (!there || !sameValue(front.data[key], wanted)) {
      edits.push({ key, value: wanted });
      changes[there ? "replaced" : "added"].push(key);
    }
  }
  const { yaml, refused } = editFrontMatter(front, edits);
  for (const key of refused) {
    for (const list of [changes.replaced, changes.added, changes.removed]) {
      if (list.includes(key)) list.splice(list.indexOf(key), 1);
    }
    changes.kept.push(key);
  }
  return { yaml, changes };
}
