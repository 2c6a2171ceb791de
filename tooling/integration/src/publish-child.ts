// Publishes the embedded classifier, and kills itself in the middle of a stage, or as soon as the Hub has answered a request.
import { join } from "node:path";
import { publish } from "@tiny-cats/publish";
import { embeddedOptions } from "./publish-fixture.ts";

const [folder, endpoint, moment] = process.argv.slice(2);
const die = () => process.kill(process.pid, "SIGKILL");
const answered = moment.startsWith("answer:") ? moment.slice("answer:".length) : undefined;

await publish("local/cats", {
  ...embeddedOptions(folder, endpoint),
  onStage: (stage) => moment === `begin:${stage}` && die(),
  onProgress: ({ stage, what, done, total }) => {
    if ((moment === stage || moment === `${stage}:${what}`) && done > 0 && (done < total || total === 1)) die();
  },
  fetch: async (input, init) => {
    const answer = await fetch(input, init);
    const request = `${init?.method ?? "GET"} ${new URL(String(input instanceof Request ? input.url : input)).pathname}`;
    // What the Hub has done is never heard of.
    if (answered !== undefined && request.includes(answered)) die();
    return answer;
  },
});
console.log(join(folder, "ended"));
