/**
 * How soon the demo's page stands: `npm run first`. The first page after the browser's start, and the same page again in a new
 * context, whose cache is empty too. A measurement and no test.
 */
import { demoLedger, folder, launch, serve } from "./harness.mjs";

const place = folder();
demoLedger(place.file("demo.db"));
const server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);

/** Milliseconds from the asking: something painted; the map drawn with the ledger's towns. */
async function times(browser) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (globalThis.datelineFrames?.count > 0) globalThis.mapAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(server.url);
  // What was painted is told of only once it was shown, which may be after the map was drawn.
  const done = () => globalThis.mapAt !== undefined && performance.getEntriesByName("first-contentful-paint").length > 0;
  await page.waitForFunction(done, null, { timeout: 60_000 });
  const told = await page.evaluate(() => ({
    answered: performance.getEntriesByType("navigation")[0].responseEnd,
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    map: globalThis.mapAt,
  }));
  await context.close();
  return told;
}

const rounds = 5;
const seen = { first: [], again: [] };
for (let i = 0; i < rounds; i++) {
  const browser = await launch();
  seen.first.push(await times(browser));
  seen.again.push(await times(browser));
  await browser.close();
}
const middle = (of) => Math.round([...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]);
for (const [name, all] of Object.entries(seen)) {
  const of = (what) => middle(all.map((told) => told[what]));
  console.log(`${name}: answered ${of("answered")} ms, first paint ${of("paint")} ms, map with its towns ${of("map")} ms (medians of ${rounds})`);
}
await server.stop();
place.remove();
