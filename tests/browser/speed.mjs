/**
 * How long the page's script takes a frame while the slider is dragged over 20,000 towns: `npm run speed`.
 *
 * A measurement and no test: figures depend on the machine. The towns are made up here and put in place of the server's answer.
 */
import { demoLedger, folder, launch, open, serve } from "./harness.mjs";

const TOWNS = Number(process.argv[2] ?? 20_000);
const STEPS = 60;
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
  await page.waitForFunction(() => globalThis.datelineFrames?.count > 0, null, { timeout: 60_000 });
  // Until the map library stands: what it takes to begin is no frame's.
  await page.waitForFunction(() => document.querySelector("canvas.first")?.width === 0, null, { timeout: 120_000 });
  await page.waitForTimeout(2000);
  const session = await context.newCDPSession(page);
  // The thread's own time: other programs on the machine are not counted.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (wanted) => metrics.find((metric) => metric.name === wanted)?.value ?? 0;
    return { script: of("ScriptDuration"), layout: of("LayoutDuration") + of("RecalcStyleDuration") };
  };
  const drag = (steps, from) =>
    page.evaluate(
      async ([steps, from]) => {
        const slider = document.querySelector(".slider");
        slider.setPointerCapture = () => {};
        const box = slider.getBoundingClientRect();
        const at = (kind, share) => slider.dispatchEvent(new PointerEvent(kind, { clientX: box.left + box.width * share, clientY: box.top + 30, button: 0, pointerId: 1, bubbles: true }));
        at("pointerdown", from);
        for (let i = 1; i <= steps; i++) {
          at("pointermove", from + 0.002 * i);
          await new Promise((done) => requestAnimationFrame(() => done()));
        }
        at("pointerup", from + 0.002 * steps);
      },
      [steps, from],
    );
  // The first frames compile; they are not counted.
  await drag(30, 0.55);
  await page.evaluate(() => Object.assign(globalThis.datelineFrames, { worst: 0, count: 0, sum: 0 }));
  const before = await spent();
  await drag(STEPS, 0.62);
  const after = await spent();
  const { worst, count, sum } = await page.evaluate(() => globalThis.datelineFrames);
  const each = (what) => (((after[what] - before[what]) / STEPS) * 1000).toFixed(2);
  console.log(`${name}: ${TOWNS} towns, ${STEPS} days: ${each("script")} ms of script and ${each("layout")} ms of style and layout a day (CPU); drawing by the clock: ${count} frames, mean ${(sum / count).toFixed(2)} ms, worst ${worst.toFixed(2)} ms`);
  await context.close();
}
await browser.close();
await server.stop();
place.remove();
