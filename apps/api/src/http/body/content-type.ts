/** A message's content type without its parameters, in small letters; "" without one. */
export function contentType(message: { headers: Headers }): string {
  return (message.headers.get("content-type") ?? "").split(";", 1)[0].trim().toLowerCase();
}
