// Where the WASM can't run: the loader imports this, and a contact request is left by hand.
export default () => {};
