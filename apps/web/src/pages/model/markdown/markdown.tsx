import type { ComponentChildren } from "preact";
import { type Block, parseBlocks } from "./blocks.ts";
import type { Inline } from "./inline.ts";

/** A card as the page's own elements: whatever stands in it is text to them, never markup. Its first heading is of level `top`. */
export function Markdown({ text, top = 2 }: { text: string; top?: 2 | 3 }) {
  return <div class="markdown">{parseBlocks(text).map((block, i) => shown(block, i, top))}</div>;
}

function shown(block: Block, key: number, top: number): ComponentChildren {
  if (block.kind === "heading") {
    const Level = `h${Math.min(6, block.level + top - 1)}` as "h3";
    return <Level key={key}>{inline(block.of)}</Level>;
  }
  if (block.kind === "paragraph") return <p key={key}>{inline(block.of)}</p>;
  if (block.kind === "code")
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
      <pre key={key} tabIndex={0}>
        <code>{block.text}</code>
      </pre>
    );
  if (block.kind === "list") {
    const List = block.ordered ? "ol" : "ul";
    return (
      <List key={key}>
        {block.items.map((item, i) => (
          <li key={i}>{inline(item)}</li>
        ))}
      </List>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <div key={key} class="scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {block.head.map((cell, i) => (
              <th key={i} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(pieces: readonly Inline[]): ComponentChildren {
  return pieces.map((piece, i) => {
    if (piece.kind === "text") return piece.text;
    if (piece.kind === "code") return <code key={i}>{piece.text}</code>;
    if (piece.kind === "strong") return <strong key={i}>{inline(piece.of)}</strong>;
    if (piece.kind === "emphasis") return <em key={i}>{inline(piece.of)}</em>;
    return (
      <a key={i} href={piece.href} rel="noreferrer" target="_blank">
        {inline(piece.of)}
      </a>
    );
  });
}
