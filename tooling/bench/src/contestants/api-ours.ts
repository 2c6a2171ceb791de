// Our server. Argument: its options as JSON.
import { startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";
import { standing } from "../server-standing.ts";

process.env.ORT_DISABLE_TELEMETRY ??= "1";
const api = await startApi({
  ...JSON.parse(process.argv[2] ?? "{}"),
  models: { classifier: { source: classifier }, generator: { source: generator } },
});
await standing(api.url.href);
await api.close();
