import { LitElement, css, html } from "./lit.js";
import { keep, kept } from "./kept.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

export const STAGES = ["new", "shortlist", "maybe", "declined"];

const DEFAULTS = { next: "j", previous: "k", open: "enter", select: "x", shortlist: "s", maybe: "m", declined: "r", note: "n", compare: "c", help: "?" };
const FIXED = ["open", "help"];

const stored = () => kept("keys") ?? {};

const keysNow = () => ({ ...DEFAULTS, ...stored().keys });

// Null while a person types, presses a button, means a key of the browser, or has turned the keys off.
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const path = event.composedPath();
  if (path.some((one) => one.matches?.("dialog[open]")) || path[0].matches?.("input:not([type=checkbox]), textarea, select")) return null;
  const action = Object.entries(keysNow()).find(([, key]) => key === event.key.toLowerCase())?.[0] ?? null;
  if (action !== "help" && stored().off) return null;
  return action === "open" && path[0].matches?.("button, a, input") ? null : action;
}

// What the keys do; each can be changed, and all can be turned off.
export class AtsKeys extends LitElement {
  static properties = { changed: { state: true }, opened: { state: true } };
  static styles = [shared, css`
    :host { display: contents; } table { border-collapse: collapse; margin: .6rem 0; } td, th { text-align: left; padding: .15rem .8rem .15rem 0; font-weight: 400; }
    input:not([type]) { width: 3.2rem; text-align: center; min-height: 1.9rem; padding: .1rem; }
    kbd { font: inherit; border: 1px solid var(--edge); border-radius: .3rem; padding: .1rem .5rem; }
  `];

  async open() {
    this.opened = true;
    await this.updateComplete;
    this.renderRoot.querySelector("dialog").showModal();
  }

  render() {
    return html`<button class="quiet" @click=${this.open}>${t("help")} <kbd>?</kbd></button>${this.opened ? this.#dialog() : ""}`;
  }

  #dialog() {
    const keys = keysNow();
    return html`<dialog aria-labelledby="keys-title" @close=${() => (this.opened = false)}>
        <h2 id="keys-title">${t("help")}</h2>
        <p class="soft small">${t("keys_hint")}</p>
        <table><tbody>${Object.keys(DEFAULTS).map((action) => html`<tr><th scope="row">${t(`key_${action}`)}</th><td>${FIXED.includes(action)
          ? html`<kbd>${keys[action]}</kbd>`
          : html`<input maxlength="1" aria-label=${t(`key_${action}`)} .value=${keys[action]} @change=${(e) => this.#set(action, e.target.value)} />`}</td></tr>`)}</tbody></table>
        <p><label><input type="checkbox" ?checked=${!stored().off} @change=${(e) => this.#store({ ...stored(), off: !e.target.checked })} /> ${t("keys_on")}</label></p>
        <div class="row"><button class="main" @click=${() => this.renderRoot.querySelector("dialog").close()}>${t("close")}</button>
          <button @click=${() => this.#store({})}>${t("keys_reset")}</button></div>
      </dialog>`;
  }

  // A key that did something else until now changes places with it.
  #set(action, value) {
    const key = value.trim().toLowerCase();
    const keys = keysNow();
    const other = Object.keys(keys).find((name) => keys[name] === key);
    if (key && !FIXED.includes(other)) {
      if (other) keys[other] = keys[action];
      keys[action] = key;
    }
    this.#store({ ...stored(), keys });
  }

  #store(value) {
    keep("keys", value);
    this.changed = Date.now();
  }
}

customElements.define("ats-keys", AtsKeys);
