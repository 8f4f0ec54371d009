import { defineRule } from "../../kit/rule.ts";
import { undefinedTypes } from "./undefinedTypes.ts";

export const unknownType = defineRule({
  id: "identity/unknown-type",
  severity: "info",
  explain: {
    reports:
      "Events have a type that nobody defined, and that is like none that is defined. They are kept, and change no number; each type is reported once.",
    wayOut: "Define the type in a plugin with `defineEvent`, or use `Noted` for what changes no number.",
    wrong: `
events:
  - { id: wormhole-collapses, type: WormholeCollapsed, at: 2375 }
`,
    right: `
entities:
  wormhole: { kind: region, name: The wormhole }
events:
  - { id: wormhole-collapses, type: Noted, at: 2375, about: wormhole, title: The wormhole collapses }
`,
  },
  check: (context) => undefinedTypes(context, "like none"),
});
