/**
 * What every browser test needs: the built program with a ledger of its own, a real Chromium, and a page that is watched.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The program: DATELINE_BIN, else what cargo built last. */
export const program = [process.env.DATELINE_BIN, "target/release/dateline", "target/debug/dateline"]
  .filter(Boolean)
  .map((path) => (path.startsWith("/") ? path : join(root, path)))
  .find(existsSync);
if (!program) throw new Error("no dateline to test: cargo build, or set DATELINE_BIN");

const browserPath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].filter(Boolean).find(existsSync);
if (!browserPath) throw new Error("no Chromium: apt-get install chromium, or set CHROMIUM");

/** Runs the program and gives its lines as JSON. */
export function ask(...words) {
  try {
    const out = execFileSync(program, [...words, "--format", "jsonl"], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
    return lines(out);
  } catch (error) {
    // 1: something asked for was not found; what was found is there all the same.
    if (error.status === 1) return lines(error.stdout);
    throw error;
  }
}

function lines(out) {
  return out
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** A folder for one test's ledger. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "dateline-browser-"));
  return { path, file: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A ledger of the reports that ship with the program. */
export function demoLedger(file) {
  execFileSync(program, ["demo", "--no-serve", "--ledger", file, "--format", "jsonl"], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  return file;
}

/** Serves a ledger (or what the words say) on a free port of loopback, until `stop`. */
export async function serve(words) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  const url = await new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the server did not say where it is: ${told}`)), 120_000);
    const read = (chunk) => {
      told += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
      if (found) {
        clearTimeout(timer);
        done(found);
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => fail(new Error(`the server ended with ${code}: ${told}`)));
  });
  return {
    url,
    stop: () =>
      new Promise((done) => {
        child.on("exit", done);
        child.kill("SIGINT");
        setTimeout(() => child.kill("SIGKILL"), 3000).unref();
      }),
  };
}

/** One browser for a file of tests. */
export function launch() {
  return chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-background-networking", "--disable-component-update"],
  });
}

/** Opens an address; whatever the page asks of another machine, and whatever it complains of, is kept. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, ...options });
  if (process.env.DATELINE_WEB) await fromFolder(context, new URL(url).origin, process.env.DATELINE_WEB);
  const page = await context.newPage();
  const seen = { foreign: [], complaints: [], failed: [] };
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (!["data:", "blob:"].includes(address.protocol) && address.origin !== new URL(url).origin) seen.foreign.push(request.url());
  });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/GPU stall|swiftshader|WebGL/i.test(message.text()) && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("requestfailed", (request) => !/ERR_ABORTED/.test(request.failure()?.errorText ?? "") && seen.failed.push(request.url()));
  await page.goto(url);
  return { context, page, seen };
}

const KINDS = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json", svg: "image/svg+xml", woff2: "font/woff2" };

/** DATELINE_WEB=web/dist: the page from a folder, under the server's own policy, so that it need not be built into the program first. */
async function fromFolder(context, origin, dist) {
  const policy = (await fetch(origin)).headers.get("content-security-policy") ?? "";
  const own = (address) => address.origin === origin && !address.pathname.startsWith("/api/");
  await context.route(own, (route) => {
    const path = join(resolve(dist), decodeURIComponent(new URL(route.request().url()).pathname));
    const file = path.startsWith(resolve(dist)) && existsSync(path) && statSync(path).isFile() ? path : join(resolve(dist), "index.html");
    return route.fulfill({ path: file, headers: { "content-type": KINDS[file.split(".").pop()] ?? "application/octet-stream", "content-security-policy": policy } });
  });
}

/** Waits until the map has drawn its towns. */
export async function mapReady(page) {
  await page.waitForSelector(".townlist li", { state: "attached", timeout: 60_000 });
}

/** How a town reads in the list of towns in view; null where it is not in view. */
export async function townText(page, key) {
  // The list follows the slider once the hand rests.
  await page.waitForTimeout(400);
  await page.waitForFunction(() => document.querySelector(".townlist")?.dataset.day === document.querySelector(".slider")?.dataset.day);
  const button = page.locator(`.townlist button[data-key="${key}"]`);
  return (await button.count()) === 0 ? null : (await button.textContent());
}
