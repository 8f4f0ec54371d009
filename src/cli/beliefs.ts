import type { Command } from "commander";
import { type BeliefOptions, type Beliefs, type Claim, claimText, type Contribution } from "../index.ts";
import { percent } from "./figures.ts";
import type { Input } from "./input.ts";
import { bar, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export interface NewsOptions {
  readonly newsSpeed?: number;
}

export const withNews = (command: Command): Command =>
  command.option("--news-speed <units>", "map units that news travels in a day; at once if absent", Number);

export const newsOf = ({ newsSpeed }: NewsOptions): BeliefOptions => (newsSpeed === undefined ? {} : { newsSpeed });

/** The contract with other programs. */
export function jsonBeliefs({ observer, questions, claims }: Beliefs) {
  return {
    observer,
    beliefs: questions.map(({ question, about, options, settledBy }) => ({
      question,
      about,
      options: options.map(({ option, p, logOdds, because }) => ({
        option,
        p,
        logOdds,
        because: because.map(jsonLine),
      })),
      settledBy,
    })),
    claims: claims.map(({ claim, p, logOdds, because }) => ({ claim, p, logOdds, because: because.map(jsonLine) })),
  };
}

const jsonLine = ({ event, value, note }: Contribution) => ({ event, value, ...(note === undefined ? {} : { note }) });

const BAR = 10;

/** Each question with its answers, the most probable first, and the reports behind them; then what answers no question. */
export function prettyBeliefs(canon: Input, { observer, questions, claims }: Beliefs, { paint }: Terminal): string[] {
  const heading = (text: string, note = ""): string[] => ["", "", paint("bold", text), paint("dim", note)];
  const row = (text: string, p: number, because: readonly Contribution[]): string[] => [
    percent(p, 0),
    paint(p > 0.5 ? "cyan" : "dim", bar(p, BAR)),
    text,
    paint("dim", because.map(lineText).join(", ")),
  ];
  const asked = questions.flatMap(({ question, options, settledBy }) => [
    heading(canon.nameOf(question), settledBy === null ? "" : `settled by ${settledBy}`),
    ...options.toSorted((a, b) => b.p - a.p).map(({ option, p, because }) => row(option, p, because)),
  ]);
  const told = claims.map(({ claim, p, because }) => row(showClaim(canon, claim), p, because));
  const title = paint("bold", `${canon.nameOf(observer)}: what it believes`);
  const rows = [...asked, ...(told.length === 0 ? [] : [heading("What it was told beside"), ...told])];
  const columns = [{ title: "", align: "right" as const }, { title: "" }, { title: "" }, { title: "" }];
  return rows.length === 0
    ? [`${title}  ${paint("dim", "nothing beyond what it has learned")}`]
    : [title, ...table(columns, rows, (text) => text)];
}

/** A claim in one line; one about an event by what canon calls it. */
export function showClaim(canon: Input, claim: Claim): string {
  const title = "event" in claim && typeof claim.event === "string" ? canon.event(claim.event)?.title : undefined;
  return title ?? claimText(claim);
}

const lineText = ({ event, value, note }: Contribution): string =>
  note === undefined ? `${value < 0 ? "against: " : ""}${event}` : `${event} (${note})`;
