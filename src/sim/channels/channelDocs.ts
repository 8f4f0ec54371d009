import { defaultModel } from "../model/model.ts";
import { channels } from "./channels.ts";
import type { Parameter } from "./defineChannel.ts";

/** Every class of simulated events with its parameters, as a page. */
export function channelsMarkdown(): string {
  const { parameters, excitation, memory } = defaultModel();
  const about = new Map(
    channels.map(({ name, event, about: text }) => [name, `${text} Brings about \`${[event].flat().join("`, `")}\`.`]),
  );
  const days = [...new Set(Object.values(memory).map(({ value }) => value))].join(", ");
  return [
    "# Channels",
    "",
    "Every class of events that can be simulated, with all that its rates rest on. Nobody has observed these numbers: each is a prior. A",
    "[model file](whatif.md#a-model-of-your-own) sets others.",
    "",
    ...Object.entries(parameters).flatMap(([name, own]) => [
      `## ${name}`,
      "",
      about.get(name) ?? "What the acts of powers share: breach to withdraw.",
      "",
      ...(Object.keys(own).length === 0
        ? []
        : [
            "| parameter | value | prior | | source |",
            "| --- | --- | --- | --- | --- |",
            ...Object.entries(own).map(row),
            "",
          ]),
    ]),
    "## What excites what",
    "",
    `Each event brings about n others on the average, fading with 1/e after ${days} days: our judgement, each from half to twice as many.`,
    "",
    "| event | brings about | among | n |",
    "| --- | --- | --- | --- |",
    ...excitation.map(({ from, to, among, n }) => `| ${from} | ${to} | ${WORDS[among]} | ${n.value} |`),
  ].join("\n");
}

const WORDS = { own: "the actor's own", target: "its target's", any: "anybody's" } as const;

const row = ([name, { value, prior, about, source }]: readonly [string, Parameter]): string =>
  `| ${name} | ${value} | ${prior.join(" … ")} | ${about.replaceAll("|", "\\|")} | ${source} |`;
