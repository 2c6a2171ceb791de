/** The name of a drawing's file, such as "British_Shorthair_000.png"; a label from a stranger's model leads nowhere else. */
export function drawingFileName(label: string, index: number): string {
  return `${label.replace(/[^\p{L}\p{N}-]+/gu, "_")}_${String(index).padStart(3, "0")}.png`;
}
