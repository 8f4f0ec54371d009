/** Dependencies point down, never up (ARCHITECTURE.md): cli, observatory → plugins → sim, canon → projections → timelines → log → events. */
import type { IRegularForbiddenRuleType } from "dependency-cruiser";

const LAYERS = [
  ["events"],
  ["log"],
  ["timelines"],
  ["projections"],
  ["sim", "canon"],
  ["plugins"],
  ["cli", "observatory"],
];
const folders = (layers: readonly string[]): string => `^src/(?:${layers.join("|")})/`;

type Rule = IRegularForbiddenRuleType & { readonly name: string; readonly comment: string };
const forbid = (name: string, comment: string, from: Rule["from"], to: Rule["to"]): Rule => ({
  name,
  comment,
  severity: "error",
  from,
  to,
});

const upward = LAYERS.slice(0, -1).map((layer, level) =>
  forbid(
    `${layer.join("-or-")}-imports-upward`,
    "Dependencies point down: move what is needed below, or pass it in from above.",
    { path: folders(layer) },
    { path: folders(LAYERS.slice(level + 1).flat()) },
  ),
);

/** What package.json exports. */
const DOORS = ["index[.]ts", "doors/", "log/lmdb[.]ts", "sim/workers[.]ts"];

const inside = { path: "^src/", pathNot: "^src/(?:cli|observatory|doors)/|[.]test[.]ts$" };
const published = { path: "^src/", pathNot: "[.]test[.]ts$" };

export const architectureRules: readonly Rule[] = [
  ...upward,
  forbid("sim-knows-canon", "What could happen reads no files.", { path: "^src/sim/" }, { path: "^src/canon/" }),
  forbid(
    "canon-knows-sim",
    "What is written does not hang on what could happen.",
    { path: "^src/canon/" },
    { path: "^src/sim/" },
  ),
  forbid(
    "canon-text-knows-more",
    "What files say (text/) knows neither logs (sync/) nor rules (check/).",
    { path: "^src/canon/text/", pathNot: "[.]test[.]ts$" },
    { path: "^src/canon/(?:sync|check)/" },
  ),
  forbid(
    "canon-sync-knows-check",
    "What is recorded hangs on no rule.",
    { path: "^src/canon/sync/", pathNot: "[.]test[.]ts$" },
    { path: "^src/canon/check/" },
  ),
  forbid("inside-knows-door", "Doors are for others: import the file itself.", inside, {
    path: "^src/(?:index[.]ts|doors/)",
  }),
  forbid(
    "cli-passes-a-door-by",
    "The command line is a user of the library: export what it needs from a door, or keep it in cli.",
    { path: "^src/cli/", pathNot: "[.]test[.]ts$" },
    { path: "^src/", pathNot: `^src/(?:cli/|idioms/|${DOORS.join("|")})` },
  ),
  forbid(
    "idiom-knows-more",
    "What the language lacks knows nothing of histories.",
    { path: "^src/idioms/" },
    {
      path: "^src/(?!idioms/)",
    },
  ),
  forbid(
    "cycle",
    "Two files that need each other are one idea, or hide a third.",
    { path: "^src/" },
    { circular: true },
  ),
  forbid("source-imports-test", "A test is nobody's library.", published, { path: "^test/|[.]test[.]ts$" }),
  forbid("outside-src", "What is published does not have scripts/ and bench/.", published, {
    path: "^(?:scripts|bench)/",
  }),
  forbid("undeclared-package", "What is published has only the `dependencies` of package.json.", published, {
    dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
  }),
  forbid("unresolvable", "The import leads nowhere.", { path: "^src/" }, { couldNotResolve: true }),
];
