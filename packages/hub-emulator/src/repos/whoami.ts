import { createHash } from "node:crypto";
import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { HttpError } from "../server/http-error.ts";

const CREATED = "2024-01-01T00:00:00.000Z";

/** GET /api/whoami-v2: the account of a token and what the token may do. */
export const whoami: Handler = async ({ user }) => {
  if (!user) throw new HttpError(401, "Invalid username or password.");
  const { name, role, orgs = [], scopes = [] } = user;
  const fineGrained = {
    canReadGatedRepos: true,
    global: [],
    scoped: scopes.map(({ entity, permissions }) => ({
      entity: {
        _id: idOf(entity),
        type: entity.includes("/") ? "model" : entity === name ? "user" : "org",
        name: entity,
      },
      permissions,
    })),
  };
  return json({
    type: "user",
    id: idOf(name),
    name,
    fullname: name,
    email: `${name}@localhost`,
    emailVerified: true,
    canPay: false,
    billingMode: "prepaid",
    periodEnd: null,
    isPro: false,
    avatarUrl: "/avatar",
    orgs: orgs.map((org) => ({
      type: "org",
      id: idOf(org),
      name: org,
      fullname: org,
      email: null,
      canPay: false,
      periodEnd: null,
      isEnterprise: false,
      avatarUrl: "/avatar",
      roleInOrg: "write",
    })),
    auth: {
      type: "access_token",
      accessToken: { displayName: name, role, createdAt: CREATED, ...(role === "fineGrained" && { fineGrained }) },
    },
  });
};

/** 24 hexadecimal digits that stay the same for a name. */
function idOf(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 24);
}
