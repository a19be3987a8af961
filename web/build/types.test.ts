import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { types } from "./types";

it("has the types of the server's answers", () => {
  const file = new URL("../src/api/types.ts", import.meta.url);
  const written = types(JSON.parse(readFileSync(new URL("../../crates/serve/openapi.json", import.meta.url), "utf8")));
  if (process.env.UPDATE) writeFileSync(file, written);
  expect(written, "the API changed: UPDATE=1 npm test").toBe(readFileSync(file, "utf8"));
});
