import '@prisma/schema-engine-wasm/schema_engine_bg';

// wasm-bindgen writes this function and leaves it out of the package's own types.
declare module '@prisma/schema-engine-wasm/schema_engine_bg' {
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}
