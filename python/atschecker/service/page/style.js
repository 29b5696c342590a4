import { css } from "./lit.js";

// Hosts set the --ats-* properties to give the elements their own look.
export const shared = css`
  :host {
    --ink: var(--ats-ink, light-dark(#1c2024, #e9ecf0));
    --soft: var(--ats-soft, light-dark(#59616b, #a9b1bc));
    --paper: var(--ats-paper, light-dark(#fff, #191c20));
    --panel: var(--ats-panel, light-dark(#f5f6f8, #21252b));
    --line: var(--ats-line, light-dark(#d9dde3, #3a4048));
    --edge: var(--ats-edge, light-dark(#868e99, #7d8794));
    --accent: var(--ats-accent, light-dark(#17578f, #8fc1f4));
    --on-accent: var(--ats-on-accent, light-dark(#fff, #0e1c2b));
    --tint: var(--ats-tint, light-dark(#e9f1f9, #1f2f40));
    --alarm: var(--ats-alarm, light-dark(#9c2016, #ffb0a6));
    --warn: var(--ats-warn, light-dark(#7a4a00, #f0c674));
    --good: var(--ats-good, light-dark(#17613a, #8fd6ad));
    --radius: var(--ats-radius, .5rem);
    display: block; color: var(--ink); line-height: 1.45; font-variant-numeric: tabular-nums;
  }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1 { font-size: 1.5rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; overflow-wrap: anywhere; }
  h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
  h3 { font-size: 1rem; margin: 0; }
  p { margin: 0 0 .6rem; }
  a { color: var(--accent); text-underline-offset: .15em; }
  button, select, input, textarea, .button {
    font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: .4rem;
    padding: .3rem .7rem; min-height: 2.25rem; max-width: 100%;
  }
  button, .button { cursor: pointer; display: inline-flex; align-items: center; gap: .4rem; text-decoration: none; }
  button:hover:not(:disabled), .button:hover { border-color: var(--accent); background: var(--tint); }
  button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; }
  button.main:hover:not(:disabled) { filter: brightness(1.12); background: var(--accent); }
  button.quiet { border-color: transparent; background: none; color: var(--accent); padding-inline: .4rem; }
  button[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; }
  button:disabled { cursor: default; opacity: .55; }
  button.main:disabled { background: var(--panel); color: var(--soft); border-color: var(--edge); opacity: 1; }
  input[type="checkbox"], input[type="radio"] { min-height: 0; width: 1.1rem; height: 1.1rem; accent-color: var(--accent); margin: 0; vertical-align: -.15rem; }
  input[type="range"] { accent-color: var(--accent); padding: 0; border: 0; background: none; min-height: 1.5rem; }
  textarea { width: 100%; resize: vertical; }
  .button { position: relative; }
  .button input[type="file"] { position: absolute; inset: 0; opacity: 0; cursor: pointer; width: 100%; height: 100%; }
  :focus-visible, .button:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
  .row { display: flex; flex-wrap: wrap; gap: .5rem .7rem; align-items: center; }
  .apart { justify-content: space-between; }
  .soft { color: var(--soft); }
  .small { font-size: .875rem; }
  .alarm { color: var(--alarm); }
  .warn { color: var(--warn); }
  .panel { background: var(--panel); border-radius: var(--radius); padding: .9rem 1rem; margin: 0 0 .8rem; }
  .card { border: 1px solid var(--line); border-radius: var(--radius); padding: 1rem 1.1rem; margin: 0 0 1rem; background: var(--paper); }
  .note { border-left: .25rem solid var(--warn); }
  .problem { border-left: .25rem solid var(--alarm); }
  .pill { border: 1px solid var(--edge); border-radius: 1rem; padding: .05rem .6rem; font-size: .875rem; white-space: nowrap; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .clip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  mark { background: light-dark(#ffe58a, #6d5600); color: inherit; padding: .05em 0; }
  .chip { display: inline-block; min-width: 2.6rem; padding: .15rem .3rem; text-align: center; border-radius: .3rem; border: 1px solid transparent; font-weight: 600; text-decoration: none; color: var(--ink); }
  .chip[data-level="none"] { color: var(--soft); font-weight: 400; }
  .chip[data-level="0"] { color: var(--soft); border: 1px dashed var(--edge); font-weight: 400; }
  .chip[data-level="1"] { background: light-dark(#e6f0f9, #1e2d3d); }
  .chip[data-level="2"] { background: light-dark(#c9dff2, #24425f); }
  .chip[data-level="3"] { background: light-dark(#9cc4e8, #2c5c8b); }
  .chip[data-level="4"] { background: light-dark(#2f6fab, #79b1e8); color: light-dark(#fff, #0d1a28); }
  .chip[data-level="5"] { background: light-dark(#174877, #b3d7fa); color: light-dark(#fff, #0d1a28); }
  .chip.lacks { color: var(--warn); border-color: var(--warn); font-weight: 600; }
  dialog { border: 1px solid var(--edge); border-radius: var(--radius); background: var(--paper); color: var(--ink); max-width: 32rem; padding: 1.2rem; }
  dialog::backdrop { background: rgb(0 0 0 / .4); }
  @media (forced-colors: active) {
    .chip, .panel { border: 1px solid CanvasText; }
    button[aria-pressed="true"] { outline: 2px solid Highlight; }
    mark { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  }
  @media (prefers-reduced-motion: no-preference) { button, .button { transition: background-color .1s, border-color .1s; } }
`;
