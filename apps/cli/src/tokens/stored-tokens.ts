/** Fields of each stored token by the token's name, in the file's order. */
export type StoredTokens = Map<string, Map<string, string>>;
