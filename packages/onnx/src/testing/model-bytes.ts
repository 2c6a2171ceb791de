import { addBytes, addInt, addMessage, addText, emptyMessage, type Message } from "../protobuf/message.ts";

/** Writes the fields of a message. */
export type Fill = (message: Message) => void;

/** A message that `fill` wrote. */
export function message(...fills: readonly Fill[]): Message {
  const made = emptyMessage();
  for (const fill of fills) fill(made);
  return made;
}

/** A message's bytes in one piece. */
export function bytesOf({ chunks }: Message): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}

/** A model of one weight `w`, which is its output too, in which the weight, graph and model can hold anything. */
export function modelBytes({
  tensor = [],
  graph = [],
  model = [],
}: {
  tensor?: Fill[];
  graph?: Fill[];
  model?: Fill[];
}) {
  const opset = message(
    (m) => addText(m, 1, ""),
    (m) => addInt(m, 2, 17),
  );
  const weight = message((m) => addText(m, 8, "w"), ...tensor);
  const whole = message(
    (m) => addText(m, 2, "g"),
    ...(tensor.length > 0 ? [(m: Message) => addMessage(m, 5, weight)] : []),
    ...graph,
  );
  return bytesOf(
    message(
      (m) => addInt(m, 1, 8),
      (m) => addMessage(m, 7, whole),
      (m) => addMessage(m, 8, opset),
      ...model,
    ),
  );
}

/** A field of bytes. */
export function field(number: number, bytes: Uint8Array | readonly number[]): Fill {
  return (m) => addBytes(m, number, Uint8Array.from(bytes));
}

/** A field of a whole number. */
export function int(number: number, value: number): Fill {
  return (m) => addInt(m, number, value);
}

/** A field of text. */
export function text(number: number, value: string): Fill {
  return (m) => addText(m, number, value);
}

/** A field of a message. */
export function nested(number: number, ...fills: readonly Fill[]): Fill {
  return (m) => addMessage(m, number, message(...fills));
}
