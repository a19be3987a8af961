/**
 * The map in a real browser: what it shows on three days is what the program says of them, evidence opens, addresses restore, and
 * nothing leaves the machine.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, demoLedger, folder, launch, mapReady, open, serve, townText } from "./harness.mjs";

const TOWNS = { Raqqa: "geonames:172955", Mosul: "geonames:99072", "Deir ez-Zor": "geonames:170794" };
const DAYS = ["2014-07-01", "2016-01-01", "2017-11-04"];
const REGION = "at=35.600,41.000,6.00";

let place, server, browser;
before(async () => {
  place = folder();
  demoLedger(place.file("demo.db"));
  server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  place?.remove();
});

/** What the list of towns should say, by the program's own answer. */
function expected(key, day) {
  const [answer] = ask("who", key, "--on", day, "--ledger", place.file("demo.db"));
  return { status: answer.status, parties: [answer.holder, ...answer.others].filter(Boolean).map((party) => party.name) };
}

async function typeDay(page, day) {
  await page.keyboard.press("t");
  await page.keyboard.type(day);
  await page.keyboard.press("Enter");
}

test("the demo opens, complains of nothing and asks nobody else", async () => {
  const { page, seen, context } = await open(browser, `${server.url}/`);
  await mapReady(page);
  assert.match(await page.textContent(".sums"), /\d+ reports · [\d\u202f]+ claims/);
  assert.match(await page.textContent(".statement"), /Shows what was reported, not what is known/);
  assert.match(await page.textContent(".statement"), /Natural Earth/);
  assert.match(await page.textContent(".statement"), /GeoNames CC BY 4\.0/);
  await page.waitForTimeout(4000);
  assert.deepEqual(seen, { foreign: [], complaints: [], failed: [] });
  await context.close();
});

test("the slider's days show towns change hands as the demo's reports say", async () => {
  const { page, context } = await open(browser, `${server.url}/?${REGION}&on=2014-01-01`);
  await mapReady(page);
  const [seen, told] = [{}, {}];
  for (const day of DAYS) {
    await typeDay(page, day);
    assert.equal(await page.getAttribute(".slider", "data-day"), day);
    for (const [name, key] of Object.entries(TOWNS)) {
      const { status, parties } = expected(key, day);
      const text = await townText(page, key);
      (seen[name] ??= new Set()).add(text?.replace(/ \(.*\)$/, "") ?? null);
      (told[name] ??= new Set()).add(`${status} ${parties}`);
      if (status === "unknown" && parties.length === 0) {
        assert.ok(text === null || /unknown/.test(text), `${name} on ${day}: ${text}`);
        continue;
      }
      assert.ok(text, `${name} is on the map on ${day}`);
      for (const party of parties) assert.ok(text.includes(party), `${name} on ${day}: ${text} names ${party}`);
    }
  }
  for (const name of Object.keys(TOWNS)) assert.equal(seen[name].size, told[name].size, `${name} changes on the map as often as in the ledger: ${[...seen[name]]}`);
  assert.ok(seen.Raqqa.size >= 2, "Raqqa changes hands");
  await context.close();
});

test("arrow keys step a day, a week, a month; dragging moves the day", async () => {
  const { page, context } = await open(browser, `${server.url}/?${REGION}&on=2016-03-31`);
  await mapReady(page);
  const day = () => page.getAttribute(".slider", "data-day");
  await page.keyboard.press("ArrowRight");
  assert.equal(await day(), "2016-04-01");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await day(), "2016-03-25");
  await page.keyboard.press("Alt+ArrowRight");
  assert.equal(await day(), "2016-04-25");
  const box = await page.locator(".slider").boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 30, { steps: 8 });
  await page.mouse.up();
  const dragged = await day();
  assert.notEqual(dragged, "2016-04-25");
  await page.waitForTimeout(400);
  assert.ok(page.url().includes(`on=${dragged}`));
  await page.keyboard.press("Space");
  await page.waitForTimeout(700);
  await page.keyboard.press("Space");
  assert.notEqual(await day(), dragged, "space plays");
  await context.close();
});

test("keys go from view to view, and the map comes back as it was", async () => {
  const { page, seen, context } = await open(browser, `${server.url}/?${REGION}&on=2016-03-31&place=${TOWNS.Raqqa}`);
  await mapReady(page);
  for (const [key, ready] of [["e", ".events tbody tr"], ["r", ".reports tbody tr"], ["v", ".queue li"], ["s", ".sources tbody tr"], ["c", ".list tbody tr"], ["a", ".outcomes, .begin"], ["h", ".teach"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForSelector(ready);
  }
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await mapReady(page);
  assert.equal(await page.getAttribute(".slider", "data-day"), "2016-03-31");
  assert.match(await page.textContent(".panel h2"), /Raqqa/);
  await page.goBack();
  await page.waitForSelector(".teach");
  assert.deepEqual(seen, { foreign: [], complaints: [], failed: [] });
  await context.close();
});

test("a town's ribbon opens its evidence, and a sentence opens the report there", async () => {
  const { page, context } = await open(browser, `${server.url}/?place=${TOWNS.Raqqa}&on=2017-11-04`);
  await page.waitForSelector(".ribbon .piece");
  assert.match(await page.textContent(".panel h2"), /Raqqa/);
  const piece = page.locator('.ribbon .piece[aria-label^="Assessed"]').nth(1);
  await piece.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector('.reasons[data-of="piece"] .evidence');
  const said = await page.textContent('.reasons[data-of="piece"] .evidence .said');
  assert.ok(said.length > 20);
  await page.click('.reasons[data-of="piece"] .evidence a.open');
  await page.waitForSelector(".paper .text .seg.active");
  assert.match(page.url(), /\/reports\//);
  const shown = await page.locator(".paper .text").textContent();
  assert.ok(shown.includes(said.trim().slice(0, 40)), "the sentence is in the report");
  await page.goBack();
  await page.waitForSelector(".ribbon .piece");
  await context.close();
});

test("an address restores what was shown", async () => {
  const address = `${server.url}/?place=${TOWNS.Mosul}&on=2016-01-01&as_of=2018-01-01&since=2014-01-01&layer=claimed&at=36.000,42.000,6.50&areas=1`;
  const { page, context } = await open(browser, address);
  await mapReady(page);
  const check = async (page) => {
    await page.waitForSelector(".panel h2");
    assert.match(await page.textContent(".panel h2"), /Mosul/);
    assert.equal(await page.getAttribute(".slider", "data-day"), "2016-01-01");
    assert.equal(await page.inputValue(".known .day"), "2018-01-01");
    assert.equal(await page.getAttribute('.layers button:has-text("Claimed")', "aria-pressed"), "true");
    assert.ok(await page.isChecked(".since input[type=checkbox]"));
    assert.ok(await page.isChecked(".areas input"));
  };
  await check(page);
  await page.waitForTimeout(600);
  const again = await open(browser, page.url());
  await mapReady(again.page);
  await check(again.page);
  assert.equal(again.page.url(), page.url());
  await context.close();
  await again.context.close();
});

test("search finds a town, and escape closes it", async () => {
  const { page, context } = await open(browser, `${server.url}/`);
  await mapReady(page);
  await page.keyboard.press("/");
  await page.keyboard.type("Palmyra");
  await page.waitForSelector('.found [role="option"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".panel h2");
  assert.match(await page.textContent(".panel h2"), /Palmyra/);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !location.search.includes("place="));
  await context.close();
});

test("a picture carries its date, legend, credits and sentence", async () => {
  const { page, context } = await open(browser, `${server.url}/?${REGION}&on=2016-01-01`);
  await mapReady(page);
  for (const kind of ["SVG", "PNG"]) {
    await page.keyboard.press("x");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`.pictures button:has-text("${kind}")`)]);
    assert.equal(download.suggestedFilename(), `dateline-2016-01-01.${kind.toLowerCase()}`);
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(await download.path());
    if (kind === "PNG") assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    else {
      const text = bytes.toString();
      for (const words of ["Who held what on 1 Jan 2016", "Shows what was reported, not what is known", "Natural Earth", "GeoNames CC BY 4.0", "Islamic State"]) {
        assert.ok(text.includes(words), words);
      }
    }
    await page.keyboard.press("Escape");
  }
  await context.close();
});
