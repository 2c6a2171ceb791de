const CYCLES = 50;

/** Cycles between two looks at the memory. */
export const EVERY = 10;

/** Runs cycles, and looks at the memory after the first and after every tenth. */
export async function memoryOver(cycle: () => Promise<void>, look: () => Promise<number>): Promise<number[]> {
  const samples: number[] = [];
  for (let done = 1; done <= CYCLES; done++) {
    await cycle();
    if (done === 1 || done % EVERY === 0) samples.push(await look());
  }
  return samples;
}
