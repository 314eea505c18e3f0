// Starts the desk. A file of its own, because the page's policy allows no inline script.
// The paths stand on its own tag: they change with each build.
const { script, wasm } = document.getElementById("boot").dataset;

/** Shows the words that stand in the page for when nothing else works. */
const trouble = () => {
  document.getElementById("trouble").hidden = false;
};

// A defect in the program stops it for good; what was written is in the tab's own storage.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) trouble();
});

try {
  const desk = await import(script);
  await desk.default({ module_or_path: wasm });
  desk.mount();
} catch {
  trouble();
}
