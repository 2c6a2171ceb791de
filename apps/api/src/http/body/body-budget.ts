import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Memory that the bodies of all requests at once may take: counted as bytes come, so that a client who only announces many takes none. */
export interface BodyBudget {
  /** @throws TinyCatsError "too-busy" */
  take(bytes: number): void;
  give(bytes: number): void;
}

export function createBodyBudget(limit: number): BodyBudget {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > limit) {
        throw new TinyCatsError("too-busy", "the bodies of other requests fill the memory set aside for them", {
          value: 1,
          remedy: "try again in 1 s, or send fewer requests at once",
        });
      }
      held += bytes;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}
