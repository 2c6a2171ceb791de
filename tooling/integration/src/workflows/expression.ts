/** What the names of an expression stand for; a function is called. */
export type Contexts = Record<string, unknown>;

type Token = { kind: "text" | "name" | "sign"; text: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w-]*(?:\.[\w-]+)*|\d+)|(==|!=|&&|\|\||[()!,]))/y;

/**
 * The value of a workflow's expression: names, texts, ==, !=, &&, ||, !, brackets and calls, as far as our own workflows use them
 * (https://docs.github.com/actions/reference/workflows-and-actions/expressions).
 */
export function evaluate(expression: string, contexts: Contexts): unknown {
  const tokens = tokensOf(expression);
  let at = 0;
  const is = (sign: string) => tokens[at]?.kind === "sign" && tokens[at].text === sign;
  const take = (sign: string) => is(sign) && ++at > 0;
  const value = either();
  if (at < tokens.length) throw new Error(`what is ${JSON.stringify(tokens[at].text)} in ${expression}?`);
  return value;

  function either(): unknown {
    let left = both();
    while (take("||")) {
      const right = both();
      left = left || right;
    }
    return left;
  }

  function both(): unknown {
    let left = comparison();
    while (take("&&")) {
      const right = comparison();
      left = left && right;
    }
    return left;
  }

  function comparison(): unknown {
    const left = single();
    if (take("==")) return textOf(left).toLowerCase() === textOf(single()).toLowerCase();
    if (take("!=")) return textOf(left).toLowerCase() !== textOf(single()).toLowerCase();
    return left;
  }

  function single(): unknown {
    if (take("!")) return !single();
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw new Error(`a bracket is not closed in ${expression}`);
      return inner;
    }
    const token = tokens[at++];
    if (token === undefined || token.kind === "sign") throw new Error(`something is missing in ${expression}`);
    if (token.kind === "text") return token.text;
    if (/^\d/.test(token.text)) return Number(token.text);
    const found = lookUp(token.text, contexts);
    return take("(") ? call(found, token.text) : found;
  }

  function call(found: unknown, name: string): unknown {
    if (typeof found !== "function") throw new Error(`there is no function ${name}`);
    const given: unknown[] = [];
    while (!take(")")) {
      given.push(either());
      take(",");
    }
    return found(...given);
  }
}

/** A text in which every ${{ expression }} is replaced by its value. */
export function fill(text: unknown, contexts: Contexts): string {
  return String(text ?? "").replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => textOf(evaluate(expression, contexts)));
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (expression.slice(TOKEN.lastIndex).trim() !== "") {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(expression);
    if (!found) throw new Error(`what is ${JSON.stringify(expression.slice(from))}?`);
    const [, text, name, sign] = found;
    tokens.push(
      text !== undefined
        ? { kind: "text", text: text.replaceAll("''", "'") }
        : { kind: name === undefined ? "sign" : "name", text: name ?? sign },
    );
  }
  return tokens;
}

/** Names that lead nowhere are null, as in a workflow; contexts that we do not know are a fault of the test. */
function lookUp(name: string, contexts: Contexts): unknown {
  const [first, ...rest] = name.split(".");
  if (first === "true" || first === "false") return first === "true";
  if (!(first in contexts)) throw new Error(`there is no context ${first}`);
  return rest.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? ((value as Contexts)[key] ?? null) : null),
    contexts[first],
  );
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
