import type { Node } from "yaml";
import type { Catalogue } from "../events/createCatalogue.ts";
import { closest } from "../events/closest.ts";
import { ENTITY_KINDS, type EntityKind, fieldReferences, ID_PATTERN } from "../events/fields.ts";
import { type Draft, type Fields, isFields, type Path, type Statement } from "./draft.ts";
import { badId } from "./validateDraft.ts";
import type { YamlFile } from "./yamlFile.ts";
import type { YamlChild } from "./yamlNodes.ts";
import { yamlSite } from "./yamlSite.ts";

/** The id of the event that an entry under `entities:` or `documents:` stands for. */
export const declarationId = (entity: string): string => `declare-${entity}`;

/** Kinds that an event brings about; an entry under `entities:` only names them. */
export const NAMED_ONLY: readonly EntityKind[] = ["treaty", "conflict", "report", "question", "talks"];

interface Entry {
  readonly file: YamlFile;
  readonly id: string;
  readonly child: YamlChild;
  readonly fields: Fields;
}

/** `documents:`, entry by entry, as the events that add them. */
export function lowerDocuments(file: YamlFile, section: Fields, node: Node | undefined): Statement[] {
  return entries(file, section, node, "document").map((entry) =>
    "kind" in entry ? entry : lower(entry, { type: "DocumentAdded", field: "document", reserved: [] }),
  );
}

/** `entities:`, entry by entry, as the events that declare them. */
export function lowerEntities(
  file: YamlFile,
  section: Fields,
  node: Node | undefined,
  catalogue: Catalogue,
): Statement[] {
  return entries(file, section, node, "entity").map((entry) =>
    "kind" in entry ? entry : lowerEntity(entry, catalogue),
  );
}

function entries(file: YamlFile, section: Fields, node: Node | undefined, what: string): (Entry | Statement)[] {
  const children = file.children(node);
  return Object.entries(section).map(([id, fields]): Entry | Statement => {
    const child = children.get(id) ?? { key: undefined, value: node };
    if (child.key?.type === "PLAIN" && !ID_PATTERN.test(id)) return misfit(file, id, child, badId(id));
    if (isFields(fields)) return { file, id, child, fields };
    return misfit(file, id, child, `The ${what} \`${id}\` has to be a mapping of its fields.`, `Write ${id}: { … }.`);
  });
}

function misfit(file: YamlFile, entity: string, { key, value }: YamlChild, message: string, help?: string): Statement {
  const location = file.locate(key ?? value);
  return { kind: "misfit", misfit: { message, location, entity, ...(help === undefined ? {} : { help }) } };
}

function lowerEntity(entry: Entry, catalogue: Catalogue): Statement {
  const { file, id, child, fields } = entry;
  const { kind } = fields;
  const known = ENTITY_KINDS.find((candidate) => candidate === kind);
  if (known === undefined || known === "document") return unknownKind(entry);
  if (NAMED_ONLY.includes(known))
    return lower(entry, { type: "EntityDeclared", field: "entity", reserved: [], kind: known });
  const definition = catalogue.declarationOf(known);
  const field = Object.entries(definition?.schema.shape ?? {}).find(
    ([, schema]) => fieldReferences.get(schema)?.role === "declares",
  )?.[0];
  if (definition === undefined || field === undefined)
    return misfit(file, id, child, `This catalogue has no event that declares a ${known}.`);
  return lower(entry, { type: definition.type, field, reserved: ["kind"] });
}

function unknownKind({ file, id, child, fields }: Entry): Statement {
  const { kind } = fields;
  if (kind === undefined)
    return misfit(file, id, child, `The entity \`${id}\` lacks its \`kind\`.`, `Kinds are ${kinds.join(", ")}.`);
  const suggestion = typeof kind === "string" ? closest(kind, kinds) : undefined;
  const at = file.child(child.value, "kind");
  const hint = suggestion === undefined ? `kinds are ${kinds.join(", ")}.` : `did you mean \`${suggestion}\`?`;
  const message =
    kind === "document"
      ? "Documents are declared under `documents:`."
      : `\`${String(kind)}\` is no kind of entity; ${hint}`;
  return misfit(file, id, { key: undefined, value: at?.value ?? child.value }, message);
}

const kinds: readonly string[] = ENTITY_KINDS.filter((kind) => kind !== "document" && kind !== "talks");

interface Lowering {
  readonly type: string;
  /** The field of the event that names the entity. */
  readonly field: string;
  /** Fields of the entry that are no fields of the event. */
  readonly reserved: readonly string[];
  readonly kind?: string;
}

function lower({ file, id, child, fields }: Entry, { type, field, reserved, kind }: Lowering): Statement {
  for (const name of ["id", "type", field])
    if (name in fields && fields[name] !== id) {
      const place = file.child(child.value, name) ?? child;
      return misfit(
        file,
        id,
        { key: place.key, value: place.value },
        `\`${name}\` has no place here: the entry's key says it.`,
        "Remove it.",
      );
    }
  const { forces, ...rest } = fields;
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(type === "FactionFounded" ? rest : fields))
    if (!reserved.includes(name)) flat[name] = value;
  const lowersForces = type === "FactionFounded" && forces !== undefined;
  if (lowersForces) dropForces(flat);
  const site = yamlSite(file, child.value, child.key, (path) =>
    ["id", "type", field].includes(String(path[0])) ? [] : path,
  );
  const declaration: Draft = {
    flat: { ...flat, ...(kind === undefined ? {} : { kind }), id: declarationId(id), type, [field]: id },
    site,
  };
  if (!lowersForces) return { kind: "entity", entity: id, declaration, forces: [] };
  if (isFields(forces))
    return { kind: "entity", entity: id, declaration, forces: lowerForces({ file, id, child, fields }, forces) };
  const at = file.child(child.value, "forces");
  return misfit(
    file,
    id,
    { key: at?.key, value: at?.value },
    "`forces` is a mapping of components to amounts.",
    "Write forces: { hulls: 40 }.",
  );
}

/** `invented: [forces, …]` is about the forces' own events. */
function dropForces(flat: Record<string, unknown>): void {
  const { invented } = flat;
  if (!Array.isArray(invented) || !invented.includes("forces")) return;
  const others = invented.filter((name) => name !== "forces");
  if (others.length > 0) flat["invented"] = others;
  else delete flat["invented"];
}

function lowerForces({ file, id, child, fields }: Entry, forces: Fields): Draft[] {
  const { at, source, invented } = fields;
  const ours = invented === true || (Array.isArray(invented) && invented.includes("forces"));
  return Object.entries(forces).map(([component, value]) => {
    const written = (path: Path): Path => {
      if (path[0] === "value" || path[0] === "component") return ["forces", component];
      return path[0] === "at" || path[0] === "source" || path[0] === "invented" ? path : [];
    };
    const flat = {
      id: `${declarationId(id)}-${component}`,
      type: "ForceReported",
      faction: id,
      component,
      value,
      ...(at === undefined ? {} : { at }),
      ...(source === undefined ? {} : { source }),
      ...(ours ? { invented: true } : {}),
    };
    const site = yamlSite(file, child.value, child.key, written);
    // The component is not the value but the name of it.
    return { flat, site: { ...site, place: (path, part) => site.place(path, path[0] === "component" ? "key" : part) } };
  });
}
