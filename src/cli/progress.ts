import type { ReadProgress } from "../doors/canon.ts";
import type { Terminal } from "./terminal.ts";

/** Shown only for work that takes longer than this, ms. */
const PATIENCE = 1000;
const INTERVAL = 100;
const BAR = 24;

/** A bar with rate and remaining time on stderr, once something has taken over a second; nothing where no one is looking. */
export function createProgress(
  { status, showsStatus }: Pick<Terminal, "status" | "showsStatus">,
  // Asking `performance` loads what measures it.
  now: () => number = () => process.uptime() * 1000,
): { readonly report: (progress: ReadProgress) => void; readonly end: () => void } {
  let doing = "";
  let started = now();
  let written = 0;
  let isShown = false;
  return {
    report(progress) {
      if (!showsStatus) return;
      const t = now();
      if (progress.doing !== doing) {
        doing = progress.doing;
        started = t;
      }
      if (t - started < PATIENCE || t - written < INTERVAL) return;
      written = t;
      isShown = true;
      status(progressLine(progress, (t - started) / 1000));
    },
    end() {
      if (isShown) status(undefined);
      isShown = false;
    },
  };
}

export function progressLine({ doing, done, total }: ReadProgress, seconds: number): string {
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const rate = done / seconds;
  const left = rate > 0 ? Math.max(0, (total - done) / rate) : 0;
  const filled = Math.round(part * BAR);
  const bar = "━".repeat(filled) + "─".repeat(BAR - filled);
  return `${doing} ${bar} ${Math.round(part * 100)} %  ${Math.round(rate).toLocaleString("en")}/s  ${duration(left)} left`;
}

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
