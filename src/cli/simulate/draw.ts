import type { Ensemble, Plan } from "../../index.ts";
import type { Terminal } from "../terminal.ts";
export function draw(_path: string, _ensemble: Ensemble, _plan: Plan, _timeline: string, _terminal: Terminal): void {}
