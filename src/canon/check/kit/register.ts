import type { IndexedChronicle } from "./indexedChronicle.ts";

/** Something that several rules need to know of a history; built when the first of them asks. */
export interface Register<Content> {
  readonly name: string;
  build(history: IndexedChronicle, use: UseRegister): Content;
}

export type UseRegister = <Content>(register: Register<Content>) => Content;

/** Builds each register once. */
export function registersOf(history: IndexedChronicle): UseRegister {
  const built = new Map<Register<unknown>, unknown>();
  const use: UseRegister = <Content>(register: Register<Content>): Content => {
    // What is stored under a register is what that register built.
    if (built.has(register)) return built.get(register) as Content;
    const content = register.build(history, use);
    built.set(register, content);
    return content;
  };
  return use;
}
