import type { GenericSchema, InferOutput } from "valibot";

/** What a body or an answer of one content type is: JSON of a shape, or bytes. */
export type Content = GenericSchema | "bytes" | "text";

/** An answer that is no problem. */
export interface AnswerSpec {
  description: string;
  content?: Readonly<Record<string, Content>>;
  headers?: readonly ResponseHeader[];
}

export type ResponseHeader = "etag" | "x-seed";

/** Who asks, and what is known of the request before its body is read. */
export interface Asked<Query> {
  request: Request;
  /** The parts of the path in braces. */
  params: Readonly<Record<string, string>>;
  query: Query;
  /** Whose turn it uses: an API key's id, or an address. */
  client: string;
  requestId: string;
  /** Aborts when the client is gone. */
  signal: AbortSignal;
}

/** One address: what it takes and gives, which its validation and the OpenAPI document both come from, and what it does. */
export interface Route<Q extends GenericSchema = GenericSchema> {
  method: "get" | "post";
  /** With parts in braces, "/models/{id}"; the last such part takes slashes too. */
  path: string;
  operation: string;
  summary: string;
  description?: string;
  query?: Q;
  /** What the body may be, by content type. */
  bodies?: Readonly<Record<string, Content>>;
  /** By status. */
  answers: Readonly<Record<number, AnswerSpec>>;
  /** Statuses of problems it may answer with, besides those that all may. */
  problems?: readonly number[];
  handle(asked: Asked<InferOutput<Q>>): Promise<Response> | Response;
}

/** A route whose handler's query has the type of its shape. */
export function route<Q extends GenericSchema>(spec: Route<Q>): Route {
  return spec as unknown as Route;
}
