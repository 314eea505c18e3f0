// The loader's interface for a page.
export {};
