import { availableParallelism, hostname, release } from "node:os";
import { expect, test } from "vitest";
import { describeMachine } from "./describe-machine.ts";

test("says what the machine is, and not whose", () => {
  const machine = describeMachine();
  expect(machine.cores).toBe(availableParallelism());
  expect(machine.os).toContain(` ${release().split(".")[0]}.`);
  expect(machine.os).toContain(process.arch);
  expect(JSON.stringify(machine)).not.toContain(hostname());
});
