import { quote } from "./quote.ts";

/** What is wrong with a valid JSON text, if anything: an object has a key twice, or one lies too deep in others. Nesting costs no stack. */
export function jsonFault(json: string, { depth }: { depth: number }): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  let keyComes = false;
  for (let at = 0; at < json.length; at++) {
    if (objects.length > depth) return `it is nested more than ${depth} deep`;
    switch (json[at]) {
      case "{":
        objects.push(new Set());
        keyComes = true;
        break;
      case "[":
        objects.push(undefined);
        keyComes = false;
        break;
      case "}":
      case "]":
        objects.pop();
        break;
      case ",":
        keyComes = objects.at(-1) !== undefined;
        break;
      case ":":
        keyComes = false;
        break;
      case '"': {
        const from = at++;
        while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
        if (!keyComes) break;
        const keys = objects.at(-1)!;
        const key: string = JSON.parse(json.slice(from, at + 1));
        if (keys.has(key)) return `it has ${quote(key)} twice`;
        keys.add(key);
      }
    }
  }
  return undefined;
}
