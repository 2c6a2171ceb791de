// Our server. Argument: its options as JSON.
import { startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";
import { standing } from "../server-standing.ts";

process.env.ORT_DISABLE_TELEMETRY ??= "1";
/** Milliseconds that answers of 200 took by the server's own clock. */
let served: number[] = [];
const api = await startApi({
  log: ({ path, status, ms }) => {
    if (path === "/v1/classify" && status === 200) served.push(ms as number);
  },
  ...JSON.parse(process.argv[2] ?? "{}"),
  models: { classifier: { source: classifier }, generator: { source: generator } },
});
await standing(api.url.href, () => {
  const [p99 = Number.NaN] = served.sort((a, b) => b - a).slice(Math.floor(served.length / 100));
  served = [];
  return { servedP99: p99 };
});
await api.close();
