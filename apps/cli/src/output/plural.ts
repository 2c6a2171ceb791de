/** A count with its noun: "1 picture", "2 pictures"; `many` is the plural of a noun that does not take an s. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
