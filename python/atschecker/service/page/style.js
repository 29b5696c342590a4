import { css } from "./lit.js";

// Hosts set the --ats-* properties to give the elements their own look.
export const shared = css`
  :host {
    --ink: var(--ats-ink, light-dark(#1b1d21, #eceef1));
    --soft: var(--ats-soft, light-dark(#545b66, #b4bac4));
    --paper: var(--ats-paper, light-dark(#fff, #16181c));
    --panel: var(--ats-panel, light-dark(#f3f5f8, #20242a));
    --line: var(--ats-line, light-dark(#7f8793, #727a87));
    --accent: var(--ats-accent, light-dark(#1a5799, #8dbdf5));
    --alarm: var(--ats-alarm, light-dark(#a01c1c, #ffaaa3));
    --warn: var(--ats-warn, light-dark(#7a4d00, #f3c66b));
    display: block; color: var(--ink);
  }
  * { box-sizing: border-box; }
  h1 { font-size: 1.5rem; margin: .3rem 0; overflow-wrap: anywhere; }
  h2 { font-size: 1.15rem; margin: 1rem 0 .4rem; }
  a { color: var(--accent); }
  button, select, input, textarea {
    font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: .35rem;
    padding: .35rem .6rem; min-height: 2.25rem; max-width: 100%;
  }
  button { cursor: pointer; }
  button.main { background: var(--accent); color: var(--paper); border-color: var(--accent); font-weight: 600; }
  button[aria-pressed="true"] { outline: 2px solid var(--accent); font-weight: 600; }
  button:disabled { cursor: default; opacity: .7; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  textarea { width: 100%; }
  .row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
  .soft { color: var(--soft); }
  .alarm { color: var(--alarm); }
  .warn { color: var(--warn); }
  .panel { background: var(--panel); border-radius: .5rem; padding: .8rem; margin: .6rem 0; }
  .drop { border: 2px dashed var(--line); }
  .drop.over { border-color: var(--accent); }
  .problem { border-left: .3rem solid var(--alarm); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
  mark { background: light-dark(#ffe27a, #6b5500); color: inherit; }
  @media (forced-colors: active) { mark { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
`;
