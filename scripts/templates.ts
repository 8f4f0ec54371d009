/** What something new begins as (new.ts). Each says what is still to be said, and fails its tests until it is. */

export const ruleTemplate = ({ id, name }: { readonly id: string; readonly name: string }): string => `\
import { placeOf } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const ${name} = defineRule({
  id: "${id}",
  severity: "warning",
  explain: {
    reports: "To be said: what contradicts what.",
    wrong: \`
entities:
  gor: { kind: person }
events:
  - { id: gor-is-seen, type: Noted, at: 2388, about: gor }
\`,
    right: \`
entities:
  gor: { kind: person }
events:
  - { id: gor-is-seen, type: Noted, at: 2388, about: gor }
\`,
  },
  check: (context) => ({
    when: {
      Noted(event) {
        // To be asked: what is wrong with it, by what context.register(…) knows of others.
        const isWrong = event.id === "";
        if (!isWrong) return;
        context.report({
          message: \`\${dated(event)} is wrong.\`,
          events: [event.id],
          entities: [],
          at: [placeOf(context, event, event.id, "here")],
        });
      },
    },
  }),
});
`;

export const eventTemplate = (type: string): string => `\
export const ${type} = defineEvent("${type}", {
  doc: "To be said: what happens.",
  schema: z.strictObject({ about: refers() }),
});
`;

export const projectionTemplate = (name: string, type: string) => ({
  projection: `\
import { defineProjection } from "../defineProjection.ts";

interface ${type}State {
  events: number;
}

/** To be said: what it knows of a world. */
export type ${type}View = number;

export const ${name} = defineProjection({
  name: "${name}",
  version: 1,
  initial: (): ${type}State => ({ events: 0 }),
  on: {
    // To be said: what changes it.
    life(state) {
      state.events++;
    },
  },
  view: ({ events }): ${type}View => events,
});
`,
  test: `\
import { expect, test } from "vitest";
import { readCanon } from "../../canon/sync/record/readCanon.ts";
import { worldAt } from "../world.ts";
import { ${name} } from "./${name}.ts";

test("To be said: what the canon that ships shows of it", async () => {
  const canon = await readCanon("fixtures/cardassian-advance.yaml");
  expect(worldAt(canon, [${name}]).${name}).toBe(-1);
});
`,
});

export const commandTemplate = (command: string, add: string): string => `\
import type { Command } from "commander";
import { type InputOptions, readInput, withInput } from "./input.ts";
import type { Terminal } from "./terminal.ts";

export function ${add}(program: Command, terminal: Terminal): void {
  withInput(program.command("${command}").argument("[files...]", "canon files or folders"))
    .description("To be said: what it shows.")
    .action(async (files: string[], options: InputOptions) => {
      const canon = await readInput(files, options, terminal);
      const shown = { events: canon.events.length };
      if (options.format === "pretty") terminal.out(\`\${shown.events} events\`);
      else terminal.json(shown);
    });
}
`;
