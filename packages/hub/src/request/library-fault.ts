import { badAnswer } from "../errors/bad-answer.ts";

/** The typed form of what @huggingface/hub throws where it reads inside an answer without looking; other errors pass as they are. */
export function libraryFault(error: unknown, why: string): unknown {
  return error instanceof TypeError || error instanceof SyntaxError ? badAnswer(why) : error;
}
