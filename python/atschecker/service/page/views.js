import { LitElement, css, html } from "./lit.js";
import { dropOne, keepOne, keptList } from "./kept.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

const KEPT = "views";

// Filters that a person keeps, one click away in each ranking. `view` is the one of now, `name` says it in words;
// the event `look` asks for another.
export class AtsViews extends LitElement {
  static properties = { view: { attribute: false }, name: {}, changed: { state: true } };
  static styles = [shared, css`
    :host { display: contents; }
    .kept { display: inline-flex; align-items: center; border: 1px dashed var(--edge); border-radius: 1rem; }
    .kept button { min-height: 1.9rem; padding: .05rem .5rem; font-size: .925rem; border-radius: 1rem; }
  `];

  render() {
    const views = keptList(KEPT);
    const isKept = views.some((one) => one.name === this.name);
    return html`${views.map((one) => html`<span class="kept"><button class="quiet" data-view=${one.name} @click=${() => this.#look(one.view)}>★ ${one.name}</button>
        <button class="quiet" aria-label=${t("remove", { what: one.name })} @click=${() => this.#store(dropOne, one)}>×</button></span>`)}
      ${this.name && !isKept ? html`<button class="quiet" id="keep-view" @click=${() => this.#store(keepOne, { name: this.name, view: this.view })}>☆ ${t("keep_view")}</button>` : ""}`;
  }

  #look(view) {
    this.dispatchEvent(new CustomEvent("look", { detail: { sort: "", filter: "", tag: "", words: "", ...view } }));
  }

  #store(change, one) {
    change(KEPT, one);
    this.changed = Date.now();
  }
}

customElements.define("ats-views", AtsViews);
