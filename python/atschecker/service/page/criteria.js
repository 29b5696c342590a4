import { LitElement, html, live, repeat } from "./lit.js";
import { number, t } from "./texts.js";
import { shared } from "./style.js";

// Shows criteria to be edited. `criteria` and `lint` are those of /v1; the event `change` tells of an edit.
export class AtsCriteria extends LitElement {
  static properties = { criteria: { attribute: false }, lint: { attribute: false } };
  static styles = shared;

  constructor() {
    super();
    this.criteria = [];
    this.lint = [];
  }

  render() {
    const sum = this.criteria.reduce((all, one) => all + Number(one.weight), 0);
    return html`
      <ol class="list">
        ${repeat(this.criteria, (one) => one.id, (one, index) => this.#one(one, index, sum))}
      </ol>
      <button @click=${this.#add}>${t("add")}</button>`;
  }

  #one(one, index, sum) {
    const what = one.text || t("criterion");
    return html`<li class="panel">
      <div class="row">
        <input size="34" aria-label=${t("criterion")} .value=${live(one.text)} @input=${(e) => this.#set(one, "text", e.target.value)} />
        <span class="soft">${one.kind}</span>
        <select aria-label=${`${t("importance")}: ${what}`} .value=${live(one.importance)}
          @change=${(e) => this.#set(one, "importance", e.target.value)}>
          ${["must", "nice"].map((value) => html`<option value=${value} ?selected=${value === one.importance}>${t(value)}</option>`)}
        </select>
        <label>${t("weight")} <input type="number" min="0" max="100" step="any" .value=${live(String(one.weight))}
          aria-label=${`${t("weight")}: ${what}`} @change=${(e) => this.#set(one, "weight", Number(e.target.value))} /></label>
        <span class="soft">${t("share")} ${sum ? number((100 * one.weight) / sum) : 0} %</span>
        <button ?disabled=${index === 0} aria-label=${t("up", { what })} @click=${() => this.#up(index)}>↑</button>
        <button aria-label=${t("remove", { what })} @click=${() => this.#remove(one)}>×</button>
      </div>
      ${one.source ? html`<div class="soft">${t("from")}: “${one.source}”</div>` : ""}
      ${this.lint.filter((fault) => fault.criterion_id === one.id).map((fault) => html`<div class="warn">⚠ ${t("lint")}: ${fault.message}</div>`)}
    </li>`;
  }

  #tell(criteria) {
    this.criteria = criteria;
    this.dispatchEvent(new CustomEvent("change", { detail: criteria, bubbles: true }));
  }

  #set(one, name, value) {
    this.#tell(this.criteria.map((other) => (other.id === one.id ? { ...other, [name]: value } : other)));
  }

  #up(index) {
    const next = [...this.criteria];
    [next[index - 1], next[index]] = [next[index], next[index - 1]];
    this.#tell(next);
  }

  #remove(one) {
    this.#tell(this.criteria.filter((other) => other.id !== one.id));
  }

  #add() {
    const used = new Set(this.criteria.map((one) => one.id));
    let n = this.criteria.length + 1;
    while (used.has(`c${n}`)) n += 1;
    const added = { id: `c${n}`, text: "", kind: "skill", importance: "nice", weight: 1, min_years: null, source: "", proposed_by: "person" };
    this.#tell([...this.criteria, added]);
    this.updateComplete.then(() => [...this.renderRoot.querySelectorAll("li input")].at(-2)?.focus());
  }
}

customElements.define("ats-criteria", AtsCriteria);
