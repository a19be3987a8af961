/** The audit on the page: an imported data set and a file that is opened, four kinds of findings, each with its sentences. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ask, demoLedger, folder, launch, open, serve } from "./harness.mjs";

const HEAD =
  "id,type_of_violence,side_a,side_b,source_headline,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high";
const ROWS = [
  '1,1,Syrian Democratic Forces,IS,"<b>Forces</b>, in town",1,Raqqa city,Raqqa,35.95,39.01,Syria,1,2017-10-17,2017-10-20,0,0,0,0,1,2,2',
  "2,1,Government of Ukraine,Government of Russia,x,1,Raqqa city,Raqqa,35.95,39.01,Syria,1,2017-10-17,2017-10-20,0,0,0,0,1,1,1",
  "3,3,Government of Syria,Civilians,Strikes,1,Idlib city,Idlib,35.93,36.63,Syria,1,1999-01-01,1999-01-01,0,0,3,0,3,3,3",
];

let place, server, browser;
before(async () => {
  place = folder();
  demoLedger(place.file("demo.db"));
  writeFileSync(place.file("ged.csv"), [HEAD, ...ROWS, ""].join("\n"));
  writeFileSync(place.file("towns.csv"), "town;day;held_by\nRaqqa;2017-12-01;Syrian Democratic Forces\nRaqqa;2014-07-01;Syrian Democratic Forces\n");
  ask("import", place.file("ged.csv"), "--as", "ged", "--ledger", place.file("demo.db"));
  server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  place?.remove();
});

/** The figure beside each kind, in the page's order. */
const figures = (page) => page.locator(".outcomes .figure").evaluateAll((all) => all.map((one) => Number(one.textContent.replace(",", ""))));

test("an imported data set is held against the reports, kind by kind", async () => {
  const { page, seen, context } = await open(browser, `${server.url}/audit`);
  await page.waitForSelector(".audit tbody tr");
  const { summary } = await (await fetch(`${server.url}/audit.json?of=ged`)).json();
  assert.deepEqual(await figures(page), [summary.contradicted, summary.missed_by_them, summary.missed_by_us, summary.matched]);
  assert.equal(summary.rows, 3);
  await page.click('.outcomes button:has-text("missed by us")');
  await page.waitForFunction(() => location.search.includes("finding=missed_by_us"));
  await page.waitForFunction((count) => document.querySelectorAll(".audit tbody tr").length === count, summary.missed_by_us);
  assert.match(await page.textContent(".audit tbody"), /Idlib/);
  assert.match(await page.textContent(".audit tbody"), /no report tells of the place around then/);
  // The address is the state: what it shows is there again, and back undoes.
  const again = await open(browser, page.url());
  await again.page.waitForSelector('.outcomes [aria-pressed="true"]:has-text("missed by us")');
  await again.context.close();
  await page.goBack();
  await page.waitForSelector('.audit tbody tr:has-text("Raqqa")');
  // A finding's sentences open the report there; what a row says is text.
  const sentence = page.locator(".audit .words button.plain").first();
  await sentence.click();
  await page.click(".audit tr.joined a");
  await page.waitForSelector(".paper .text .seg.active");
  assert.deepEqual(seen, { foreign: [], complaints: [], failed: [] });
  await context.close();
});

test("a file is opened, its columns are guessed, and nothing of it enters the ledger", async () => {
  const { page, seen, context } = await open(browser, `${server.url}/audit`);
  await page.waitForSelector(".audit tbody tr");
  const before = await (await fetch(`${server.url}/summary.json`)).json();
  await page.click('button:has-text("Open a file")');
  await page.setInputFiles('input[type="file"]', place.file("towns.csv"));
  await page.waitForSelector(".columnmap");
  assert.equal(await page.inputValue('.columnmap label:has-text("Place") select'), "town");
  assert.equal(await page.inputValue('.columnmap label:has-text("Holder") select'), "held_by");
  await page.fill('.columnmap label:has-text("Country of all rows") input', "SY");
  await page.click('button:has-text("Audit it")');
  await page.waitForFunction(() => location.search.includes("of=file:"));
  await page.waitForSelector('.audit tbody tr:has-text("matched")');
  await page.waitForSelector('.audit tbody tr:has-text("contradicted")');
  assert.match(await page.textContent(".dataset"), /opened here/);
  const after = await (await fetch(`${server.url}/summary.json`)).json();
  assert.deepEqual(after.ledger, before.ledger);
  assert.deepEqual(seen, { foreign: [], complaints: [], failed: [] });
  await context.close();
});

test("a file that is none of these says what is wrong with it", async () => {
  const { page, context } = await open(browser, `${server.url}/audit`);
  await page.waitForSelector(".audit tbody tr");
  await page.click('button:has-text("Open a file")');
  await page.setInputFiles('input[type="file"]', { name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") });
  await page.click('label:has-text("UCDP GED") input');
  await page.click('button:has-text("Audit it")');
  await page.waitForSelector('.openfile .wrong:has-text("date_start")');
  await context.close();
});
