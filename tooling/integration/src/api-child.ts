// A server in a process of its own: writes its address as a line, ends well on SIGTERM. Its one argument is startApi's options as JSON.
import { once } from "node:events";
import { startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";

const { only, ...options } = JSON.parse(process.argv[2]);
const models = { classifier: { source: classifier }, generator: { source: generator } };
const server = await startApi({ ...options, models: only ? { [only]: models[only as keyof typeof models] } : models });
process.stdout.write(`${server.url.href}\n`);
await once(process, "SIGTERM");
await server.close();
