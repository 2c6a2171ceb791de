/** Runs actions one after the other, in the order they came. */
export type Exclusive = <T>(action: () => Promise<T>) => Promise<T>;

export function mutex(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const next = last.then(action, action);
    last = next.catch(() => {});
    return next;
  };
}
