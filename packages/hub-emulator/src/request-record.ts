/** What is kept of a request. */
export interface RequestRecord {
  /** Counted from 1 since the start. */
  number: number;
  method: string;
  /** Path and query as they were sent, with the values of signatures left out. */
  path: string;
  /** Of the answer; 0 as long as there is none, or when a fault tore the connection down before one. */
  status: number;
  /** Bytes of the answer's body that were sent. */
  sent: number;
  /** Bytes of the request's body that were read. */
  received: number;
}
