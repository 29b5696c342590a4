import { LitElement, css, html, live, repeat } from "./lit.js";
import { percent, shareOf } from "./parts.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

export const KINDS = ["role", "skill", "experience", "education", "certification", "language", "other"];
export const IMPORTANCES = ["must", "should", "nice"];

// Shows criteria to be edited. `criteria` and `lint` are those of /v1; the event `change` tells of an edit.
export class AtsCriteria extends LitElement {
  static properties = { criteria: { attribute: false }, lint: { attribute: false } };
  static styles = [shared, css`
    ol { list-style: none; margin: 0; padding: 0; }
    li { border-bottom: 1px solid var(--line); padding: .7rem 0; }
    .fields { display: grid; gap: .5rem; align-items: center; grid-template-columns: minmax(12rem, 1fr) 9rem 9rem 5.5rem 9.5rem 9.2rem; }
    .fields > * { min-width: 0; }
    .weight { display: grid; grid-template-columns: 4rem 1fr; gap: .5rem; align-items: center; }
    .moves { display: flex; gap: .2rem; }
    .moves button { padding: .2rem .55rem; } .name { display: none; } label.cell { display: block; }
    .text { font-weight: 600; width: 100%; }
    .below { margin: .35rem 0 0; font-size: .875rem; }
    .head { font-size: .8rem; color: var(--soft); padding-bottom: .2rem; border-bottom: 1px solid var(--line); }
    svg { display: block; width: 100%; height: 4px; margin-top: .15rem; fill: var(--accent); } svg .rest { fill: var(--line); }
    @media (max-width: 60rem) { .head { display: none; } .name { display: block; font-size: .8rem; color: var(--soft); } .fields { grid-template-columns: 1fr 1fr; align-items: end; } .cell input { width: 100%; } .text { grid-column: 1 / -1; } }
  `];

  constructor() {
    super();
    this.criteria = [];
    this.lint = [];
  }

  render() {
    return html`
      <div class="fields head" aria-hidden="true"><span>${t("criterion")}</span><span>${t("kind")}</span><span>${t("importance")}</span><span>${t("min_years")}</span><span>${t("weight_share")}</span><span></span></div>
      <ol>${repeat(this.criteria, (one) => one.id, (one, index) => this.#one(one, index))}</ol>
      <p></p><button @click=${this.#add}>+ ${t("add")}</button>`;
  }

  #one(one, index) {
    const what = one.text || t("criterion");
    const share = shareOf(this.criteria, one);
    return html`<li>
      <div class="fields">
        <input class="text" aria-label=${t("criterion")} .value=${live(one.text)} @input=${(e) => this.#set(one, { text: e.target.value })} />
        ${this.#choice(one, "kind", KINDS, what)} ${this.#choice(one, "importance", IMPORTANCES, what)}
        <label class="cell"><span class="name" aria-hidden="true">${t("min_years")}</span><input type="number" min="0" max="60" step="any" placeholder="–" aria-label=${`${t("min_years")}: ${what}`} .value=${live(one.min_years == null ? "" : String(one.min_years))}
          @change=${(e) => this.#set(one, { min_years: e.target.value === "" ? null : Number(e.target.value) })} /></label>
        <div class="weight"><label class="cell"><span class="name" aria-hidden="true">${t("weight")}</span><input type="number" min="0" max="1000" step="any" .value=${live(String(one.weight))}
            aria-label=${`${t("weight")}: ${what}`} @input=${(e) => e.target.value !== "" && this.#set(one, { weight: Number(e.target.value) })} /></label>
          <div class="small"><span class="share">${percent(share)}</span>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="4"/><rect width=${share || 0} height="4"/></svg></div></div>
        <div class="moves">
          <button ?disabled=${index === 0} aria-label=${t("up", { what })} @click=${() => this.#move(index, -1)}>↑</button>
          <button ?disabled=${index === this.criteria.length - 1} aria-label=${t("down", { what })} @click=${() => this.#move(index, 1)}>↓</button>
          <button ?disabled=${index === this.criteria.length - 1} title=${t("either_hint")} aria-label=${t("either", { what, other: this.criteria[index + 1]?.text ?? "" })} @click=${() => this.#join(index)}>${t("or")}</button>
          <button aria-label=${t("remove", { what })} @click=${() => this.#remove(one)}>×</button></div>
      </div>
      ${one.source && one.source !== one.text ? html`<p class="below soft">${t("from")} “${one.source}”</p>` : ""}
      ${this.#lintOf(one).map((fault) => html`<p class="below warn">⚠ <strong>${t(`lint_${fault.fault}`)}</strong> ${fault.message}</p>`)}
    </li>`;
  }

  #choice(one, name, values, what) {
    return html`<select aria-label=${`${t(name)}: ${what}`} @change=${(e) => this.#set(one, { [name]: e.target.value })}>
      ${values.map((value) => html`<option value=${value} ?selected=${value === one[name]}>${t(`${name}_${value}`)}</option>`)}</select>`;
  }

  // A remark whose words an edit has taken away is settled; the service looks at all again when the ranking begins.
  #lintOf(one) {
    return this.lint.filter((fault) => fault.criterion_id === one.id && one.text.includes(fault.words ?? ""));
  }

  #tell(criteria) {
    this.criteria = criteria;
    this.dispatchEvent(new CustomEvent("change", { detail: criteria }));
  }

  #set(one, change) {
    this.#tell(this.criteria.map((other) => (other.id === one.id ? { ...other, ...change } : other)));
  }

  #move(index, by) {
    const next = [...this.criteria];
    [next[index + by], next[index]] = [next[index], next[index + by]];
    this.#tell(next);
  }

  // Either will do: the two are one criterion from now on.
  #join(index) {
    const [one, other] = this.criteria.slice(index, index + 2);
    const joined = { ...one, text: `${one.text} ${t("or")} ${other.text}`, source: [...new Set([one.source, other.source])].filter(Boolean).join(" … ") };
    this.#tell(this.criteria.toSpliced(index, 2, joined));
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
    this.updateComplete.then(() => [...this.renderRoot.querySelectorAll("input.text")].at(-1)?.focus());
  }
}

customElements.define("ats-criteria", AtsCriteria);
