import fc from "fast-check";
import { expect, test } from "vitest";
import { firstOfGroups } from "./first-of-groups.ts";

test("groups that share a name are one, whose first name stands for it", () => {
  const firsts = firstOfGroups([["d", "c"], ["x"], ["b", "c"], ["z", "y"], []]);
  expect(Object.fromEntries(firsts)).toEqual({ b: "b", c: "b", d: "b", x: "x", y: "y", z: "y" });
});

test("is the same as walking from name to name", () => {
  const groups = fc.array(fc.array(fc.constantFrom(..."abcdefghijklmnop"), { minLength: 1, maxLength: 3 }), {
    maxLength: 9,
  });
  const property = fc.property(groups, (given) => {
    const firsts = firstOfGroups(given);
    for (const name of new Set(given.flat())) {
      const reached = new Set([name]);
      for (let before = 0; before !== reached.size; ) {
        before = reached.size;
        for (const group of given)
          if (group.some((other) => reached.has(other))) for (const other of group) reached.add(other);
      }
      expect(firsts.get(name)).toBe([...reached].sort()[0]);
    }
    expect(firsts.size).toBe(new Set(given.flat()).size);
  });
  fc.assert(property, { seed: 3, numRuns: 500 });
});
