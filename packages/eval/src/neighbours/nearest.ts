/** The smallest distances of each of some rows. */
export interface Nearest {
  /** Offers the distance of a row to something. */
  offer(row: number, distance: number): void;
  /** The nth smallest distance of a row, n from 1. */
  distance(row: number, n: number): number;
}

/** Keeps the `most` smallest distances of each of `rows` rows; Infinity where fewer were offered. */
export function createNearest(rows: number, most: number): Nearest {
  const kept = new Float64Array(rows * most).fill(Number.POSITIVE_INFINITY);
  return {
    offer(row, distance) {
      let place = row * most + most - 1;
      if (!(distance < kept[place])) return;
      while (place > row * most && kept[place - 1] > distance) {
        kept[place] = kept[place - 1];
        place--;
      }
      kept[place] = distance;
    },
    distance: (row, n) => kept[row * most + n - 1],
  };
}
