/** Pictures of the page for docs/img, from the demo's ledger: `npm run shots`. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { demoLedger, folder, launch, open, serve } from "./harness.mjs";

const out = fileURLToPath(new URL(process.env.SHOTS ?? "../../docs/img/", import.meta.url));
mkdirSync(out, { recursive: true });
const place = folder();
demoLedger(place.file("demo.db"));
const server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
const browser = await launch();
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const [claim] = (await (await fetch(`${server.url}/api/v1/claims?type=control.gain&place=geonames:172955&limit=1`)).json()).claims;
const region = "at=35.450,40.600,6.35";

const pictures = [
  ["map", `/?place=geonames:172955&on=2017-10-20&at=35.350,39.500,6.90`, ".ribbon .piece", {}],
  ["map-dark", `/?since=2016-11-04&on=2017-11-04&${region}`, ".changes li", { colorScheme: "dark" }],
  ["map-phone", `/?place=geonames:172955&on=2017-10-20&at=35.950,39.000,6.60`, ".ribbon .piece", phone],
  ["reading-room", `/reports/${claim.report}?claim=${claim.claim}`, ".seg.active", {}],
  ["review", "/review", ".queue li", {}],
  ["events", "/events?type=control", ".list tbody tr", {}],
  ["sources", "/sources", ".list tbody tr", {}],
  ["coverage", "/coverage", ".list tbody tr", {}],
  ["reading-room-phone", `/reports/${claim.report}?claim=${claim.claim}`, ".seg.active", phone],
];
const wanted = process.argv.slice(2);
for (const [name, path, ready, options] of pictures) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { page, context, seen } = await open(browser, server.url + path, options);
  await page.waitForSelector(ready, { state: "attached", timeout: 60_000 });
  await page.waitForFunction(() => !document.querySelector(".map") || (document.querySelector("canvas.first")?.width ?? 0) === 0, null, { timeout: 60_000 }).catch(() => console.error(`${name}: the map library did not come to rest`));
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${out}${name}.png` });
  console.log(name, seen.complaints.join(" | "));
  await context.close();
}
await browser.close();
await server.stop();
place.remove();
