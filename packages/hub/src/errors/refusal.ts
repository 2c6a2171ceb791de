import { redactText } from "@tiny-cats/files/redact-text";
import { HubError } from "./hub-error.ts";
import { retryAfter } from "./retry-after.ts";

/** What a refused request was about. */
export interface Asked {
  method: string;
  url: URL;
  /** Sent along with the request, and to be kept out of the error. */
  token: string | undefined;
}

const LONGEST_MESSAGE = 500;
const TOKENS_PAGE = "https://huggingface.co/settings/tokens";

/** The typed error of an answer that is no success. */
export async function refusal(response: Response, { method, url, token }: Asked): Promise<HubError> {
  const { status, headers } = response;
  const place = `${url.origin}${url.pathname}`;
  const { code, remedy, said } = classify(status, headers.get("x-error-code"), token !== undefined);
  const message = await serverMessage(response, token);
  return new HubError(code, `${said}: ${method} ${place} was answered with ${status}${message && `, "${message}"`}`, {
    value: { method, url: place, status },
    status,
    requestId: headers.get("x-request-id") ?? headers.get("x-amz-request-id") ?? undefined,
    retryAfterMs: retryAfter(headers),
    remedy,
  });
}

function classify(
  status: number,
  named: string | null,
  withToken: boolean,
): { code: string; said: string; remedy: string } {
  const token = withToken
    ? "check that the token's account may see it"
    : "if it is private, give a token: tiny-cats login, or HF_TOKEN";
  if (named === "RepoNotFound")
    return {
      code: "repo-not-found",
      said: "there is no such repository, or it is private",
      remedy: `check its name and type; ${token}`,
    };
  if (named === "RevisionNotFound")
    return {
      code: "revision-not-found",
      said: "the repository has no such revision",
      remedy: "use a branch, tag or commit that it has; main is the usual one",
    };
  if (named === "EntryNotFound")
    return {
      code: "entry-not-found",
      said: "the repository has no such file there",
      remedy: "check the path and the revision",
    };
  if (named === "GatedRepo")
    return {
      code: "gated-repo",
      said: "access to this repository must be granted",
      remedy: withToken
        ? "accept its conditions on its page, with the account this token belongs to"
        : "accept its conditions on its page, and give your token",
    };
  return byStatus(status, withToken);
}

function byStatus(status: number, withToken: boolean): { code: string; said: string; remedy: string } {
  switch (status) {
    case 401:
      return {
        code: "unauthorized",
        said: withToken ? "the token is not accepted" : "this needs a token",
        remedy: `${withToken ? "it may have expired or been revoked: make another" : "make one"} at ${TOKENS_PAGE}, then tiny-cats login, or set HF_TOKEN`,
      };
    case 403:
      return {
        code: "forbidden",
        said: "the token may not do this",
        remedy: `writing needs a token with the role write, or fine-grained with access to this repository: ${TOKENS_PAGE}`,
      };
    case 404:
      return {
        code: "hub-not-found",
        said: "nothing is there",
        remedy: "check the names in the address; private things look absent without a token",
      };
    case 409:
    case 412:
      return {
        code: "conflict",
        said: "the Hub's state is another one",
        remedy: "somebody else changed it: look at it, then try again",
      };
    case 429:
      return {
        code: "rate-limited",
        said: "too many requests",
        remedy: "wait, then go on: what was done is kept. With a token the limit is higher",
      };
    default:
      return status >= 500
        ? {
            code: "hub-unavailable",
            said: "the Hub has a fault",
            remedy: "try again later; https://status.huggingface.co tells of outages",
          }
        : {
            code: "hub-refused",
            said: "the Hub does not accept this",
            remedy: "the message says why; the request number helps its support",
          };
  }
}

/** What the server says of it, in one line of bounded length. */
async function serverMessage(response: Response, token: string | undefined): Promise<string> {
  const body = await bounded(response).catch(() => "");
  const text = response.headers.get("x-error-message") ?? fromJson(body) ?? (/^\s*</.test(body) ? "" : body);
  const line = redactText(text, { secrets: token ? [token] : [] })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a server's words must not move a terminal's cursor
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}...` : line;
}

async function bounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  while (text.length < 16_384) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

function fromJson(body: string): string | undefined {
  try {
    const { error, message } = JSON.parse(body);
    if (typeof error === "string") return error;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
