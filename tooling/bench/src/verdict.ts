/** Whether a ratio reaches its goal, and by how much not. */
export function verdict(what: string, ratio: number, goal: number): string {
  const met = ratio >= goal ? "met" : `missed by ${((1 - ratio / goal) * 100).toFixed(0)} %`;
  return `${what}: ${ratio.toFixed(2)}x, goal at least ${goal}x: ${met}`;
}
