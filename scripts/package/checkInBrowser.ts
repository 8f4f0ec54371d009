import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build, createLogger } from "vite";
import type { Consumer } from "./consumer.ts";
import { findOnPath } from "./findOnPath.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TIMEOUT = 60_000; // against hanging: a busy machine takes long to start a browser
const SITE = "http://valoris.invalid"; // which no name server knows: every request is answered from the bundle

/** Bundles a page with Vite and opens it in Chromium: it must tell the same world as Node, to the last digit. */
export async function checkInBrowser({ folder }: Consumer, toldByNode: string): Promise<void> {
  const executablePath = findOnPath("chromium", "chromium-browser", "google-chrome");
  if (executablePath === undefined) throw new Error("Chromium is missing: `apt-get install chromium`.");

  const bundle = join(folder, "bundle");
  const warnings = await bundlePage(folder, bundle);
  if (warnings.length > 0) throw new Error(warnings.join("\n"));

  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: TIMEOUT });
  try {
    const told = await openPage(browser, bundle);
    if (told !== toldByNode) throw new Error(`Chromium tells\n${told}\nand Node\n${toldByNode}`);
    console.log(`  Chromium ${browser.version()} tells what Node tells: ${told.length} characters`);
  } finally {
    await browser.close();
  }
}

/** What Vite warns of: above all, of what only Node has. */
async function bundlePage(root: string, outDir: string): Promise<string[]> {
  const warnings: string[] = [];
  const customLogger = createLogger("warn");
  customLogger.warn = (message) => warnings.push(message);
  await build({ root, configFile: false, customLogger, logLevel: "warn", build: { outDir } });
  return warnings;
}

/** What the page tells; an error of it is told instead. */
async function openPage(browser: Browser, bundle: string): Promise<string> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.route("**", (route) => route.fulfill({ path: join(bundle, new URL(route.request().url()).pathname) }));
  await page.goto(`${SITE}/index.html`, { timeout: TIMEOUT });
  const told: unknown = await page.evaluate("globalThis.told");
  return errors.length > 0 ? errors.join("\n") : String(told);
}
