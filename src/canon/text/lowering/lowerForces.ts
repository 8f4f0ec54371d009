import { ForceReported } from "../../../events/catalogue/forces.ts";
import type { StatedEvent, Fields, FieldPath } from "../statements/draft.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";
import type { YamlChild } from "../yaml/yamlNodes.ts";
import { yamlSite } from "../yaml/yamlSite.ts";
import { defined } from "../../../idioms/defined.ts";

/** The id of the event that an entry under `entities:` or `documents:` stands for. */
export const declarationId = (entity: string): string => `declare-${entity}`;

/** An entry under `entities:` or `documents:`, with the nodes that it was read from. */
export interface DeclaredEntry {
  readonly file: YamlFile;
  readonly id: string;
  readonly child: YamlChild;
  readonly fields: Fields;
}

/** `forces: { hulls: 40 }` of a faction, as reports of what it has from the beginning. */
export function lowerForces({ file, id, child, fields }: DeclaredEntry, forces: Fields): StatedEvent[] {
  const { at, source, invented } = fields;
  const shared = {
    ...defined({ at, source }),
    ...(invented === true || namesForces(invented) ? { invented: true } : {}),
  };
  return Object.entries(forces).map(([component, value]) => {
    const written = (path: FieldPath): FieldPath => {
      const [field] = path;
      if (field === "value" || field === "component") return ["forces", component];
      return field === "at" || field === "source" || field === "invented" ? path : [];
    };
    const site = yamlSite(file, child.value, child.key, written);
    return {
      flat: {
        id: `${declarationId(id)}-${component}`,
        type: ForceReported.type,
        faction: id,
        component,
        value,
        ...shared,
      },
      // The component is not the value but the name of it.
      site: {
        ...site,
        place: (path, part) => site.place(path, path[0] === "component" ? "key" : part),
        edit: (path, value) => (path[0] === "component" ? [] : site.edit(path, value)),
      },
    };
  });
}

/** A faction's own fields; that its forces are invented is said of their events. */
export function withoutForces({ forces: _forces, ...fields }: Fields): Fields {
  if (!namesForces(fields["invented"])) return fields;
  const { invented, ...rest } = fields;
  const others = Array.isArray(invented) ? invented.filter((name) => name !== "forces") : [];
  return others.length > 0 ? { ...rest, invented: others } : rest;
}

const namesForces = (invented: unknown): boolean => Array.isArray(invented) && invented.includes("forces");
