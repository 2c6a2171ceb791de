import type { ServerResponse } from "node:http";
import { answerJson, type Seen, serveScript } from "./scripted-server.ts";

type Answers = Record<string, unknown>;

/** Answers by the longest fitting "METHOD /path": a status, a body, or a list of these to be given in turn. */
export async function serveAnswers(answers: Answers) {
  const turns = new Map<string, number>();
  const hub = await serveScript(({ method, url }: Seen, response: ServerResponse) => {
    const asked = `${method} ${url}`;
    const key = Object.keys(answers)
      .filter((one) => asked.startsWith(one))
      .sort((a, b) => b.length - a.length)[0];
    if (key === undefined) return answerJson(response, { error: "not scripted" }, { status: 400 });
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    const given = answers[key];
    const answer = Array.isArray(given) ? given[Math.min(turn, given.length - 1)] : given;
    if (answer === "reset") return void response.socket?.destroy();
    if (typeof answer !== "number") return answerJson(response, answer);
    const name =
      answer === 404
        ? { "x-error-code": url.includes("/branch/") || url.includes("/tag/") ? "RevisionNotFound" : "RepoNotFound" }
        : {};
    answerJson(
      response,
      { error: `as told: ${answer}`, url: "there" },
      { status: answer, headers: name as Record<string, string> },
    );
  });
  return { ...hub, options: { endpoint: hub.endpoint, token: "hf_x", retryBaseMs: 1, retries: 2 } };
}
