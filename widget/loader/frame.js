// The one wrapper between JavaScript and the WASM: the builder puts it into the widget's glue, in
// front of every export. After a trap nothing of the broken program runs again, and whoever asked
// by `on_trap` (the loader) is told, once.
let tell;
/** Asks to be told when the program has broken. */
export function on_trap(told) {
  tell = told;
}
function guarded(exports) {
  const guards = {};
  let broken = false;
  for (const name of Object.keys(exports)) {
    const entry = exports[name];
    guards[name] = typeof entry != 'function' ? entry : (...given) => {
      if (broken) return undefined;
      try {
        return entry(...given);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) {
          broken = true;
          if (tell) setTimeout(tell);
        }
        throw error;
      }
    };
  }
  return guards;
}
