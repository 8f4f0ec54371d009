import type { Rule } from "../../kit/rule.ts";
import { aliasConflict } from "./aliasConflict.ts";
import { cutText } from "./cutText.ts";
import { declaredAgain } from "./declaredAgain.ts";
import { duplicateDeclaration } from "./duplicateDeclaration.ts";
import { invalidEvent } from "./invalidEvent.ts";
import { misspeltType } from "./misspeltType.ts";
import { nameReuse } from "./nameReuse.ts";
import { nearDuplicateEvent } from "./nearDuplicateEvent.ts";
import { oneEntityTwoIds } from "./oneEntityTwoIds.ts";
import { oneIdTwoEntities } from "./oneIdTwoEntities.ts";
import { unknownReference } from "./unknownReference.ts";
import { unknownType } from "./unknownType.ts";
import { wrongKind } from "./wrongKind.ts";

/** Who and what is meant. */
export const identity: readonly Rule[] = [
  unknownReference,
  duplicateDeclaration,
  declaredAgain,
  oneIdTwoEntities,
  oneEntityTwoIds,
  nameReuse,
  aliasConflict,
  wrongKind,
  nearDuplicateEvent,
  misspeltType,
  unknownType,
  cutText,
  invalidEvent,
];
