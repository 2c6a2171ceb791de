// Draws with loadGenerator. Argument: threads.
import { loadGenerator } from "@tiny-cats/core/node";
import { generator } from "@tiny-cats/models";
import { serve } from "../serve.ts";

const loaded = await loadGenerator(generator, { threads: Number(process.argv[2]) });
await serve(loaded.runtime, async (task) => {
  const { steps, guidance, interval, breeds } = JSON.parse(task);
  const options = { seed: 1, solver: "heun", steps, guidance, guidanceInterval: interval };
  let [pictures, count, sum, squares] = [0, 0, 0, 0];
  for await (const { image } of loaded.draw(breeds, options)) {
    pictures++;
    count += image.data.length;
    for (const value of image.data) {
      sum += value;
      squares += value * value;
    }
  }
  return { pictures, deviation: Math.sqrt(squares / count - (sum / count) ** 2) };
});
