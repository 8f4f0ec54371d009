import type { Parameter } from "../channels/defineChannel.ts";
import type { Model } from "./model.ts";

/** A model as a file: every number with its prior, its source and what it is. Read again, it gives the same model. */
export function printModel({ name, parameters, excitation, memory, coverage, mostEvents, causes }: Model): string {
  const lines = [
    "# yaml-language-server: $schema=./node_modules/valoris/schema/model.schema.json",
    "# Everything that what-ifs rest on, beside canon. Nobody has observed these numbers: each is a prior, with its source.",
    "# What is left out is as valoris has it, so a model of your own may be short.",
    `model: ${quoted(name)}`,
    `mostEvents: ${mostEvents} # no run has more simulated events`,
    `causes: ${causes} # an event of canon happens while any of its causes is left; all: while all are; ignored: whatever became of them`,
    "",
    "parameters:",
    ...Object.entries(parameters).flatMap(([group, own]) =>
      Object.keys(own).length === 0
        ? []
        : [
            `  ${group}:`,
            ...Object.entries(own).map(
              ([key, parameter]) => `    ${key}: ${number(parameter)} # ${parameter.about.replaceAll(/\s+/g, " ")}`,
            ),
          ],
    ),
    "",
    "# Each event of `from` brings about n events of `to`, in each source of the actor's own, of its target's, or of any.",
    ...(excitation.length === 0
      ? ["excitation: []"]
      : [
          "excitation:",
          ...excitation.map(
            ({ from, to, among, n }) => `  - { from: ${from}, to: ${to}, among: ${among}, n: ${number(n)} }`,
          ),
        ]),
    "",
    "memory: # days after which 1/e of an excitation is left",
    ...Object.entries(memory).map(([channel, parameter]) => `  ${channel}: ${number(parameter)}`),
    ...(coverage === undefined
      ? []
      : [
          "",
          "coverage: # where canon would have told",
          ...coverage.map(
            ({ channel, from, until }) =>
              `  - { channel: ${channel}${from === undefined ? "" : `, from: ${quoted(from)}`}${until === undefined ? "" : `, until: ${quoted(until)}`} }`,
          ),
        ]),
  ];
  return `${lines.join("\n")}\n`;
}

const number = ({ value, prior: [low, high], source }: Parameter): string =>
  `{ value: ${value}, prior: [${low}, ${high}], source: ${quoted(source)} }`;

/** JSON is YAML. */
const quoted = (value: string | number): string => JSON.stringify(value);
