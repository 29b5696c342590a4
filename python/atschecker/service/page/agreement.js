import { LitElement, css, html, nothing } from "./lit.js";
import { get } from "./api.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

// How the order of a ranking agrees with the decisions so far. `src` is the address of the ranking, `rows` its rows;
// `open` with the id of a row is told where a person wants to see one.
export class AtsAgreement extends LitElement {
  static properties = { src: {}, rows: { attribute: false }, found: { state: true } };
  static styles = [shared, css`
    summary { cursor: pointer; } .slim { padding: .45rem .9rem; } ul { margin: .4rem 0; padding-left: 1.2rem; } p { margin: .4rem 0 0; }
  `];

  willUpdate() {
    const decided = (this.rows ?? []).filter((row) => (row.stage ?? "new") !== "new");
    const now = `${this.src} ${decided.map((row) => `${row.id} ${row.stage} ${row.rank}`).join()}`;
    if (now === this.asked) return;
    this.asked = now;
    this.found = null;
    if (decided.length > 1) this.#load(now);
  }

  // Nothing hangs on it: a service that does not tell it is no fault.
  async #load(asked) {
    try {
      const found = await get(`${this.src}/agreement`);
      if (asked === this.asked) this.found = found;
    } catch {
      this.found = null;
    }
  }

  render() {
    if (!this.found) return nothing;
    const { pairs, first, surprises } = this.found;
    const all = pairs.concordant + pairs.discordant + pairs.tied;
    if (!all) return nothing;
    return html`<details class="panel slim" id="agreement"><summary>${t("agree", { n: pairs.concordant, all })}</summary>
      <p class="soft small">${t("agree_hint")}</p>
      <p>${t("agree_pairs", pairs)}</p>
      <p>${first.map((one) => t("agree_first", one)).join(" · ")}</p>
      ${surprises.length ? html`<p>${t("surprises")}</p><ul>${surprises.map((one) => html`<li>${this.#surprise(one)}</li>`)}</ul>` : ""}</details>`;
  }

  #surprise({ row, rank, stage }) {
    const name = this.rows.find((one) => one.id === row)?.file ?? row;
    return html`<button class="quiet" @click=${() => this.dispatchEvent(new CustomEvent("surprise", { detail: row }))}>${name}</button> ${t("rank")} ${rank}, ${t(`stage_${stage}`)}`;
  }
}

customElements.define("ats-agreement", AtsAgreement);
