/** The key that a request brings as `Authorization: Bearer`, the scheme in any case; undefined without one. */
export function bearerOf(request: Request): string | undefined {
  return /^bearer +([\w.~+/-]{1,512}=*) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}
