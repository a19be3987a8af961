import { expect, test } from "vitest";
import { grouped } from "./grouped";

test("thousands stand apart", () => {
  expect([0, 999, 1000, 464_000, 1_234_567].map(grouped)).toEqual(["0", "999", "1\u202f000", "464\u202f000", "1\u202f234\u202f567"]);
});
