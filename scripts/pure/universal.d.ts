/**
 * The globals that browsers and Node share and that lib ES2023 does not declare; only what src/ uses.
 * `node:*` stays untyped here: lint decides which file may import it.
 */
declare module "node:*";

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class URL {
  constructor(url: string, base?: string | URL);
  readonly protocol: string;
  readonly href: string;
}

declare function structuredClone<T>(value: T): T;
declare function setTimeout(callback: () => void, delay?: number): unknown;
declare function clearTimeout(timeout: unknown): void;
declare function queueMicrotask(callback: () => void): void;
