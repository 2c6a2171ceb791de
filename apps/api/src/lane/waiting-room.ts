/** Who waits. */
export interface Waiting {
  client: string;
}

/** Those who wait: in order within a client, and turn by turn between clients, so that nobody's crowd holds up another's first. */
export interface WaitingRoom<T extends Waiting> {
  enter(one: T): void;
  /** Takes one out of its place; nothing where it is not there. */
  leave(one: T): void;
  /** The next, of the client whose turn it is. */
  take(): T | undefined;
  /** How many are taken before one that `client` sends now. */
  ahead(client: string): number;
  /** The newest of the client with most waiting, where that is more than `client` would have with one more. */
  greediest(client: string): T | undefined;
  readonly size: number;
}

export function createWaitingRoom<T extends Waiting>(): WaitingRoom<T> {
  // A map keeps the order in which clients are put in: the first is the one whose turn it is.
  const clients = new Map<string, T[]>();
  let size = 0;

  return {
    enter(one) {
      const crowd = clients.get(one.client);
      if (crowd) crowd.push(one);
      else clients.set(one.client, [one]);
      size++;
    },
    leave(one) {
      const crowd = clients.get(one.client);
      const place = crowd?.indexOf(one) ?? -1;
      if (!crowd || place < 0) return;
      crowd.splice(place, 1);
      if (crowd.length === 0) clients.delete(one.client);
      size--;
    },
    take() {
      const turn = clients.entries().next();
      if (turn.done) return undefined;
      const [client, crowd] = turn.value;
      const one = crowd.shift();
      clients.delete(client);
      if (crowd.length > 0) clients.set(client, crowd);
      size--;
      return one;
    },
    ahead(client) {
      const own = clients.get(client)?.length ?? 0;
      let ahead = 0;
      for (const crowd of clients.values()) ahead += Math.min(crowd.length, own + 1);
      return ahead;
    },
    greediest(client) {
      const crowds = [...clients.values()];
      const most = crowds.reduce<T[]>((a, b) => (b.length > a.length ? b : a), []);
      return most.length > (clients.get(client)?.length ?? 0) + 1 ? most.at(-1) : undefined;
    },
    get size() {
      return size;
    },
  };
}
