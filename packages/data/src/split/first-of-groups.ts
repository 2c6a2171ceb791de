/** For every name in groups the first name, by its characters, of all that it is joined with; groups that share a name are one. */
export function firstOfGroups(groups: readonly (readonly string[])[]): Map<string, string> {
  const towards = new Map<string, string>();
  const firstOf = (name: string): string => {
    let first = name;
    for (let next = towards.get(first); next !== undefined && next !== first; next = towards.get(first)) first = next;
    // Whoever asks again need not walk so far.
    for (let at = name; at !== first; ) {
      const next = towards.get(at)!;
      towards.set(at, first);
      at = next;
    }
    return first;
  };
  for (const group of groups) {
    for (const name of group) {
      const [a, b] = [firstOf(group[0]), firstOf(name)];
      const [first] = [a, b].sort();
      for (const joined of [a, b, name]) towards.set(joined, first);
    }
  }
  return new Map([...towards.keys()].map((name) => [name, firstOf(name)]));
}
