/** Whoever does not see the page or has no mouse: axe-core finds no serious fault in any view, light or dark, wide or narrow. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { ask, demoLedger, folder, launch, open, serve } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let place, server, browser, report;
before(async () => {
  place = folder();
  demoLedger(place.file("demo.db"));
  writeFileSync(place.file("towns.csv"), "town;day;held_by\nRaqqa;2017-12-01;Syrian Democratic Forces\nRaqqa;2014-07-01;Syrian Democratic Forces\nIdlib;1999-01-01;Syrian rebels\n");
  writeFileSync(place.file("towns.toml"), 'name = "towns"\ncountry = "SY"\n[columns]\nplace = "town"\ndate = "day"\nholder = "held_by"\n');
  ask("import", place.file("towns.csv"), "--as", "table", "--columns", place.file("towns.toml"), "--ledger", place.file("demo.db"));
  server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
  browser = await launch();
  report = (await (await fetch(`${server.url}/api/v1/reports?limit=1`)).json()).reports[0].id;
});
after(async () => {
  await browser?.close();
  await server?.stop();
  place?.remove();
});

const VIEWS = {
  map: ["/?on=2017-11-04", ".townlist li"],
  town: ["/?on=2017-11-04&place=geonames:172955", ".ribbon .piece"],
  events: ["/events", ".list tbody tr, .teach"],
  reports: ["/reports", ".list tbody tr"],
  review: ["/review", ".queue li, .teach"],
  sources: ["/sources", ".list tbody tr"],
  coverage: ["/coverage", ".list tbody tr"],
  audit: ["/audit", ".audit tbody tr"],
  corrections: ["/corrections", ".list tbody tr, .teach"],
};

const ROOMS = [...Object.entries(VIEWS), ["room", [null, ".paper .text"]]];
const NARROW = ["town", "events", "review", "audit", "room"];

for (const scheme of ["light", "dark", "narrow"]) {
  for (const [name, [path, ready]] of ROOMS.filter(([name]) => scheme !== "narrow" || NARROW.includes(name))) {
    test(`${name}, ${scheme}`, async () => {
      const how = scheme === "narrow" ? { viewport: { width: 390, height: 844 }, hasTouch: true } : { colorScheme: scheme };
      const url = `${server.url}${path ?? `/reports/${encodeURIComponent(report)}`}`;
      const { page, seen, context } = await open(browser, url, { ...how, bypassCSP: true });
      await page.waitForSelector(ready, { state: "attached", timeout: 60_000 });
      await page.waitForTimeout(700);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const serious = violations
        .filter((fault) => ["serious", "critical"].includes(fault.impact))
        .map((fault) => `${fault.id}: ${fault.help}\n  ${fault.nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.any.concat(node.all)[0]?.message ?? ""}`).join("\n  ")}`);
      assert.deepEqual(serious, []);
      assert.deepEqual(seen.complaints, []);
      await context.close();
    });
  }
}

test("everything on the map is reached by the keyboard", async () => {
  const { page, context } = await open(browser, `${server.url}/?on=2017-11-04&at=35.600,41.000,6.00`);
  await page.waitForSelector(".townlist li", { state: "attached" });
  const names = new Set();
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press("Tab");
    names.add(await page.evaluate(() => document.activeElement?.closest(".townlist") ? "town" : document.activeElement?.closest(".legend") ? "legend" : (document.activeElement?.className || document.activeElement?.tagName)));
  }
  for (const wanted of ["town", "legend", "slider", "play"]) assert.ok(names.has(wanted), `${wanted} of ${[...names]}`);
  await context.close();
});
