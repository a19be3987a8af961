/**
 * How long the page's script takes a frame while the slider is dragged over 20,000 towns: `npm run speed`.
 *
 * A measurement and no test: figures depend on the machine. The towns are made up here and put in place of the server's answer.
 */
import { demoLedger, folder, launch, open, serve } from "./harness.mjs";

const TOWNS = Number(process.argv[2] ?? 20_000);
const place = folder();
demoLedger(place.file("demo.db"));
const server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
const browser = await launch();
const real = await (await fetch(`${server.url}/api/v1/map/changes`)).json();
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

let seed = 7;
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const places = Array.from({ length: TOWNS }, (_, i) => {
  const spans = Array.from({ length: 3 + Math.floor(random() * 20) }, () => day("2011-01-01") + Math.floor(random() * 5000))
    .sort((a, b) => a - b)
    .map((from) => {
      const status = Math.floor(random() * 6);
      const parties = [Math.floor(random() * 6), Math.floor(random() * 6)];
      return [from, status, status === 2 || status === 5 ? -1 : parties[0], status === 0 ? [] : [parties[1]], Math.floor(random() * 3), 0.8, from, -1, -1];
    });
  return { key: `x:${i}`, name: `Town ${i}`, country: "SY", admin1: null, kind: "town", precision: "exact", lat: 30 + random() * 9, lon: 35 + random() * 13, spans };
});

for (const [name, at] of [["far", "34.500,41.500,4.50"], ["region", "35.000,40.000,6.20"], ["near", "35.000,40.000,9.00"]]) {
  const { context, page } = await open(browser, `${server.url}/api/v1/health`);
  await page.route("**/api/v1/map/changes*", (route) => route.fulfill({ json: { ...real, places } }));
  await page.goto(`${server.url}/?on=2016-01-01&at=${at}`);
  await page.waitForSelector(".townlist", { state: "attached" });
  await page.waitForFunction(() => (document.querySelector("canvas.first")?.width ?? 1) === 0, null, { timeout: 60_000 }).catch(() => {});
  await page.waitForTimeout(1500);
  const box = await page.locator(".slider").boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 30);
  await page.mouse.down();
  // The first frames compile; they are not counted.
  for (let i = 0; i < 20; i++) await page.mouse.move(box.x + box.width * (0.6 + i * 0.001), box.y + 30);
  await page.waitForTimeout(300);
  await page.evaluate(() => Object.assign(globalThis.datelineFrames, { worst: 0, count: 0, sum: 0 }));
  for (let i = 0; i < 120; i++) {
    await page.mouse.move(box.x + box.width * (0.62 + 0.002 * i), box.y + 30);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
  }
  await page.mouse.up();
  const { worst, count, sum } = await page.evaluate(() => globalThis.datelineFrames);
  const spots = await page.evaluate(() => document.querySelectorAll(".townlist li").length);
  console.log(`${name}: ${TOWNS} towns, ${count} frames, mean ${(sum / count).toFixed(2)} ms, worst ${worst.toFixed(2)} ms of script a frame; ${spots} in the list`);
  await context.close();
}
await browser.close();
await server.stop();
place.remove();
