import { describe, expect, test } from "vitest";
import { clientAddress, forwardedAddress } from "./client-address.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2:ffff::1", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("who stands behind %s", (address, client) => {
  expect(clientAddress(address)).toBe(client);
});

test("one network has one name, however its addresses are written", () => {
  const written = ["2001:db8::5", "2001:db8:0::5:1", "2001:0db8:0:0:1:2:3:4"];
  expect(new Set(written.map(clientAddress)).size).toBe(1);
});

describe("X-Forwarded-For", () => {
  const of = (value: string) => forwardedAddress(new Request("http://h/", { headers: { "x-forwarded-for": value } }));

  test("is heeded by its last address, which is the proxy's own word", () => {
    expect(of("10.9.9.9, 192.0.2.7")).toBe("192.0.2.7");
    expect(of("192.0.2.7:4711")).toBe("192.0.2.7");
    expect(of("[2001:db8::1]:4711")).toBe("2001:db8::1");
    expect(of("2001:db8::1")).toBe("2001:db8::1");
  });

  test("is not heeded where that is no address", () => {
    for (const value of ["unknown", "", "1.2.3.4, ", "1.2.3", "x; DROP TABLE", "1.2.3.4:5:6"]) {
      expect(of(value)).toBeUndefined();
    }
    expect(forwardedAddress(new Request("http://h/"))).toBeUndefined();
  });
});
