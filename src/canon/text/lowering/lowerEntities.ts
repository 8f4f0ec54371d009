import { FactionFounded } from "../../../events/catalogue/factions.ts";
import { DocumentAdded, EntityDeclared } from "../../../events/catalogue/documents.ts";
import type { Node } from "yaml";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { closest } from "../../../events/closest.ts";
import { called } from "../../../events/whatFits.ts";
import { ENTITY_KINDS, type EntityKind, fieldReferences, ID_PATTERN } from "../../../events/fields.ts";
import { type StatedEvent, type Fields, isFields, type CanonStatement } from "../statements/draft.ts";
import { declarationId, type DeclaredEntry, lowerForces, withoutForces } from "./lowerForces.ts";
import { badId } from "./validateDraft.ts";
import type { YamlFile } from "../yaml/yamlFile.ts";
import type { YamlChild } from "../yaml/yamlNodes.ts";
import { yamlSite } from "../yaml/yamlSite.ts";

/** Kinds that an event brings about; an entry under `entities:` only names them. */
export const NAMED_ONLY: readonly EntityKind[] = ["treaty", "conflict", "report", "question", "talks"];

/** `documents:`, entry by entry, as the events that add them. */
export function lowerDocuments(file: YamlFile, section: Fields, node: Node | undefined): CanonStatement[] {
  return entries(file, section, node, "document").map((entry) =>
    "kind" in entry ? entry : lower(entry, { type: DocumentAdded.type, field: "document", reserved: [] }),
  );
}

/** `entities:`, entry by entry, as the events that declare them. */
export function lowerEntities(
  file: YamlFile,
  section: Fields,
  node: Node | undefined,
  catalogue: Catalogue,
): CanonStatement[] {
  return entries(file, section, node, "entity").map((entry) =>
    "kind" in entry ? entry : lowerEntity(entry, catalogue),
  );
}

function entries(
  file: YamlFile,
  section: Fields,
  node: Node | undefined,
  what: string,
): (DeclaredEntry | CanonStatement)[] {
  const children = file.children(node);
  return Object.entries(section).map(([id, fields]): DeclaredEntry | CanonStatement => {
    const child = children.get(id) ?? { key: undefined, value: node };
    if (child.key?.type === "PLAIN" && !ID_PATTERN.test(id)) return misfit(file, id, child, badId(id));
    if (isFields(fields)) return { file, id, child, fields };
    return misfit(file, id, child, `The ${what} \`${id}\` has to be a mapping of its fields.`, `Write ${id}: { … }.`);
  });
}

function misfit(
  file: YamlFile,
  entity: string,
  { key, value }: YamlChild,
  message: string,
  help?: string,
): CanonStatement {
  const location = file.locate(key ?? value);
  return { kind: "misfit", misfit: { message, location, entity, ...(help === undefined ? {} : { help }) } };
}

function lowerEntity(entry: DeclaredEntry, catalogue: Catalogue): CanonStatement {
  const { file, id, child, fields } = entry;
  const { kind } = fields;
  const known = ENTITY_KINDS.find((candidate) => candidate === kind);
  if (known === undefined || known === "document") return unknownKind(entry);
  if (NAMED_ONLY.includes(known)) return lower(entry, { type: EntityDeclared.type, field: "entity", reserved: [] });
  const definition = catalogue.declarationOf(known);
  const field = Object.entries(definition?.schema.shape ?? {}).find(
    ([, schema]) => fieldReferences.get(schema)?.role === "declares",
  )?.[0];
  if (definition === undefined || field === undefined)
    return misfit(file, id, child, `This catalogue has no event that declares a ${known}.`);
  return lower(entry, { type: definition.type, field, reserved: ["kind"] });
}

function unknownKind({ file, id, child, fields }: DeclaredEntry): CanonStatement {
  const { kind } = fields;
  if (kind === undefined)
    return misfit(file, id, child, `The entity \`${id}\` lacks its \`kind\`.`, `Kinds are ${kinds.join(", ")}.`);
  const suggestion = typeof kind === "string" ? closest(kind, kinds) : undefined;
  const at = file.child(child.value, "kind");
  const hint = suggestion === undefined ? `kinds are ${kinds.join(", ")}.` : `did you mean \`${suggestion}\`?`;
  const message =
    kind === "document"
      ? "Documents are declared under `documents:`."
      : `${typeof kind === "string" ? `\`${kind}\`` : called(kind)} is no kind of entity; ${hint}`;
  return misfit(file, id, { key: undefined, value: at?.value ?? child.value }, message);
}

const kinds: readonly string[] = ENTITY_KINDS.filter((kind) => kind !== "document" && kind !== "talks");

interface Lowering {
  readonly type: string;
  /** The field of the event that names the entity. */
  readonly field: string;
  /** Fields of the entry that are no fields of the event. */
  readonly reserved: readonly string[];
}

function lower(entry: DeclaredEntry, { type, field, reserved }: Lowering): CanonStatement {
  const { file, id, child, fields } = entry;
  const generated = ["id", "type", field];
  const extra = generated.find((name) => name in fields && fields[name] !== id);
  if (extra !== undefined) {
    const place = file.child(child.value, extra) ?? child;
    return misfit(file, id, place, `\`${extra}\` has no place here: the entry's key says it.`, "Remove it.");
  }

  const forces = type === FactionFounded.type ? fields["forces"] : undefined;
  if (forces !== undefined && !isFields(forces)) {
    const place = file.child(child.value, "forces") ?? child;
    return misfit(file, id, place, "`forces` is a mapping of components to amounts.", "Write forces: { hulls: 40 }.");
  }
  const own = Object.entries(forces === undefined ? fields : withoutForces(fields)).filter(
    ([name]) => !reserved.includes(name),
  );
  const declaration: StatedEvent = {
    flat: { ...Object.fromEntries(own), id: declarationId(id), type, [field]: id },
    site: yamlSite(file, child.value, child.key, (path) => (generated.includes(String(path[0])) ? [] : path)),
  };
  return { kind: "entity", entity: id, declaration, forces: forces === undefined ? [] : lowerForces(entry, forces) };
}
