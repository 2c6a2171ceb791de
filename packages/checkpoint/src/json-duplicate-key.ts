/** The first key that an object of a valid JSON text has twice, if one does. Nesting costs no stack. */
export function duplicateKey(json: string): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  let keyComes = false;
  for (let at = 0; at < json.length; at++) {
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
        if (keys.has(key)) return key;
        keys.add(key);
      }
    }
  }
  return undefined;
}
