/** A text of a file in quotation marks, as much of it as a message can hold. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}...` : text);
}
