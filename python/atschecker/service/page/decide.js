// The keys of deciding, and what they do; the same in the table and beside a candidate.
export const STAGES = ["new", "shortlist", "maybe", "declined"];
export const KEYS = { j: "next", k: "previous", arrowdown: "next", arrowup: "previous", enter: "open", s: "shortlist", m: "maybe", r: "declined", n: "note", "?": "help" };

// Null while a person types, presses a button, or means a key of the browser.
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const inner = event.composedPath()[0];
  if (inner.matches?.("input, textarea, select")) return null;
  const action = KEYS[event.key.toLowerCase()] ?? null;
  return action === "open" && inner.matches?.("button, a") ? null : action;
}
