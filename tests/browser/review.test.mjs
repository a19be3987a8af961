/**
 * Reading and correcting: a rejected claim changes the map and the undo brings it back; an edit asks its reason once; marked words
 * become a claim; a hostile report is shown as its characters.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ask, demoLedger, folder, launch, mapReady, open, serve, townText } from "./harness.mjs";

const RAQQA = "geonames:172955";

const HOSTILE = [
  '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"> Islamic State seized Palmyra on Tuesday, <b>residents</b> said.',
  "\u202eThe army has taken Palmyra\u202c, a spokesman said. \u2066Rebels\u2069 left \u200bthe town.",
  "See javascript:alert(1) and [x](javascript:window.pwned=3) and &lt;script&gt; &amp; 'quotes' \"quotes\".",
].join("\n\n");

let place, server, browser;
before(async () => {
  place = folder();
  demoLedger(place.file("demo.db"));
  const long = "Islamic State seized Palmyra on Wednesday. " + "x".repeat(5_000_000);
  const reports = [
    { id: "hostile", title: '<img src=x onerror="window.pwned=4">Title & more', published: "2015-05-20", publisher: '"><script>window.pwned=5</script>', url: "javascript:window.pwned=6", text: HOSTILE },
    { id: "../../etc/passwd", title: "A path", published: "2015-05-21", publisher: "Wire", url: "https://example.org/a", text: "Islamic State seized Palmyra on Wednesday." },
    { id: "long", title: "A long line", published: "2015-05-21", publisher: "Wire", text: long },
  ];
  writeFileSync(place.file("hostile.jsonl"), reports.map((report) => JSON.stringify(report)).join("\n"));
  ask("read", place.file("hostile.jsonl"), "--ledger", place.file("demo.db"));
  server = await serve(["serve", "--ledger", place.file("demo.db"), "--listen", "127.0.0.1:0"]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  place?.remove();
});

async function reason(page, why) {
  await page.waitForSelector("dialog[open] input");
  await page.fill("dialog[open] label:has-text('Why') input", why);
  await page.fill("dialog[open] label:has-text('Signed') input", "A. Reader");
  await page.click("dialog[open] button.strong");
}

test("a rejected claim changes the map, and the undo brings it back", async () => {
  const map = `${server.url}/?at=35.600,41.000,6.00&on=2017-11-04`;
  const { page, seen, context } = await open(browser, `${map}&place=${RAQQA}`);
  await mapReady(page);
  await page.waitForSelector('.reasons[data-of="because"] .evidence');
  const was = await townText(page, RAQQA);
  const claims = await page.locator('.reasons[data-of="because"] .evidence').evaluateAll((all) => all.map((one) => one.id.slice(6)));
  // Every claim that it rests on, one after the other: then nothing of it can stand.
  for (const claim of claims) {
    const [told] = ask("explain", claim, "--ledger", place.file("demo.db"));
    const report = told.claim?.report ?? told.report;
    await page.goto(`${server.url}/reports/${encodeURIComponent(report)}?claim=${claim}`);
    await page.waitForSelector(".coded .buttons");
    await page.keyboard.press("r");
    await reason(page, "not what it says");
    await page.waitForSelector(".toast:has-text('Rejected')");
    await page.waitForSelector(".rejected");
  }
  await page.goto(map);
  await mapReady(page);
  const now = await townText(page, RAQQA);
  assert.notEqual(now, was, "the map shows something else");
  // Undone from the page of corrections, newest first.
  await page.goto(`${server.url}/corrections`);
  for (let i = 0; i < claims.length; i++) {
    await page.locator("tr:not(.undone) button:has-text('Undo')").first().click();
    await page.waitForSelector(".toast:has-text('Undone')");
    await page.waitForTimeout(600);
  }
  await page.goto(map);
  await mapReady(page);
  assert.equal(await townText(page, RAQQA), was);
  assert.deepEqual(seen.complaints, []);
  await context.close();
});

test("the toast's undo and the u key take back what was done last", async () => {
  const { page, context } = await open(browser, `${server.url}/review`);
  await page.waitForSelector(".queue li.now");
  const first = await page.textContent(".queue li.now .said");
  await page.keyboard.press("r");
  await reason(page, "a film, no war");
  await page.waitForSelector(".toast:has-text('Rejected')");
  await page.waitForFunction((text) => document.querySelector(".queue li.now .said")?.textContent !== text, first);
  await page.keyboard.press("u");
  await page.waitForSelector(".toast:has-text('Undone')");
  await context.close();
});

test("an edit gathers its fields and asks its reason once", async () => {
  const [report] = await fetchJson(`${server.url}/api/v1/claims?type=control.gain&limit=1`).then((answer) => answer.claims);
  const { page, context } = await open(browser, `${server.url}/reports/${encodeURIComponent(report.report)}?claim=${report.claim}`);
  await page.waitForSelector(".coded select");
  await page.keyboard.press("e");
  await page.selectOption('.coded select[aria-label="Said as"]', "possible");
  await page.selectOption('.coded select[aria-label="Told as"]', "background");
  await page.waitForSelector(".coded .row.changed");
  await page.click(".coded button.strong:has-text('2 changes')");
  await page.waitForSelector("dialog[open] .lines li");
  assert.equal(await page.locator("dialog[open] .lines li").count(), 2);
  await reason(page, "hedged in the report");
  await page.waitForSelector(".toast:has-text('Changed')");
  const told = await fetchJson(`${server.url}/api/v1/claims/${report.claim}`);
  assert.equal(told.claim.modality, "possible");
  assert.equal(told.corrections[0].who, "A. Reader");
  await context.close();
});

test("marked words become a claim", async () => {
  const { page, context } = await open(browser, `${server.url}/reports/hostile`);
  await page.waitForSelector(".text .seg");
  // Three clicks mark a paragraph, as anybody's hand would.
  await page.locator(".text p", { hasText: "spokesman" }).click({ clickCount: 3 });
  await page.waitForSelector(".beside .marked");
  await page.keyboard.press("c");
  await page.waitForSelector(".coded.new");
  await page.selectOption('.coded.new select[aria-label="Type"]', "control.loss");
  await page.fill('.coded.new input[aria-label="Where"]', "Palmyra");
  await page.waitForSelector('.coded.new [role="option"]');
  await page.keyboard.press("Enter");
  await page.click(".coded.new button.strong");
  await reason(page, "said, and missed");
  await page.waitForSelector(".toast:has-text('Added')");
  await context.close();
});

test("a hostile report is shown as its characters", async () => {
  for (const id of ["hostile", "../../etc/passwd"]) {
    const { page, seen, context } = await open(browser, `${server.url}/reports/${encodeURIComponent(id)}`);
    await page.waitForSelector(".paper h1");
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.locator(".paper img, .paper script, .paper b:not(.party), .paper iframe").count(), 0);
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
    if (id === "hostile") {
      const text = await page.textContent(".paper");
      for (const words of ["<script>window.pwned = 1</script>", "<img src=x onerror=", "javascript:window.pwned=6", "&lt;script&gt;", '"><script>window.pwned=5</script>']) {
        assert.ok(text.includes(words), words);
      }
      // What would turn the letters round is shown and not obeyed.
      assert.ok(text.includes("⇄The army has taken Palmyra") && !text.includes("\u202e"));
    }
    assert.deepEqual(seen.foreign, []);
    assert.deepEqual(seen.complaints, []);
    await context.close();
  }
  const { page, seen, context } = await open(browser, `${server.url}/?place=geonames:163808&on=2015-05-22`);
  await mapReady(page);
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.deepEqual(seen.complaints, []);
  await context.close();
});

test("a line of five megabytes opens", async () => {
  const { page, seen, context } = await open(browser, `${server.url}/reports/long`);
  await page.waitForSelector(".paper h1");
  await page.waitForFunction(() => document.querySelector(".paper h1")?.textContent === "A long line" || document.querySelector(".wrong"));
  assert.ok((await page.textContent(".text")).length < 200_000, "it is shown in pieces");
  assert.deepEqual(seen.complaints, []);
  await context.close();
});

async function fetchJson(url) {
  const response = await fetch(url);
  assert.ok(response.ok, `${url}: ${response.status}`);
  return response.json();
}
