import { escapeHtml } from "./escape-html.ts";

const CELL = 34;
const LEFT = 190;
const TOP = 150;

/** A confusion matrix as an SVG picture: counts in cells, the darker the larger their share of the true label's row. */
export function matrixSvg(labels: readonly string[], counts: readonly (readonly number[])[]): string {
  const side = labels.length * CELL;
  const [width, height] = [LEFT + side + 10, TOP + side + 10];
  const middle = (i: number) => i * CELL + CELL / 2;
  const names = labels.flatMap((label, i) => [
    `<text x="${LEFT - 8}" y="${TOP + middle(i) + 4}" text-anchor="end">${escapeHtml(label)}</text>`,
    `<text transform="translate(${LEFT + middle(i) + 4} ${TOP - 8}) rotate(-60)">${escapeHtml(label)}</text>`,
  ]);
  const cells = counts.flatMap((row, i) => {
    const items = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => {
      const share = items === 0 ? 0 : count / items;
      const [x, y] = [LEFT + j * CELL, TOP + i * CELL];
      const hue = i === j ? "26,127,55" : "176,32,32";
      const ink = share > 0.6 ? ' fill="#fff"' : "";
      const box = `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="rgba(${hue},${share.toFixed(3)})" stroke="#ccc"/>`;
      if (count === 0) return box;
      return `${box}<text x="${x + CELL / 2}" y="${y + CELL / 2 + 4}" text-anchor="middle"${ink}>${count}</text>`;
    });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Confusion matrix" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="currentColor">`,
    `<text x="${LEFT - 8}" y="${TOP - 8}" text-anchor="end">true / predicted</text>`,
    ...names,
    ...cells,
    "</svg>",
  ].join("\n");
}
