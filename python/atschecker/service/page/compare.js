import { LitElement, css, html } from "./lit.js";
import { get } from "./api.js";
import { chipTag, percent, problemBox, remarksOf, scoreOf, shareOf, stageText } from "./parts.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

// Two to four candidates side by side. `src` is the address of the ranking, `rows` the ids with commas between.
export class AtsCompare extends LitElement {
  static properties = { src: {}, rows: {}, criteria: { attribute: false }, found: { state: true }, problem: { state: true } };
  static styles = [shared, css`
    h1 { margin: 1rem 0 .8rem; }
    .scroll { overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); }
    table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .7rem .8rem; border-bottom: 1px solid var(--line); min-width: 13rem; font-weight: 400; }
    thead th { background: var(--panel); } thead a { font-weight: 600; overflow-wrap: anywhere; } tbody th { min-width: 10rem; width: 14rem; }
    q { display: block; margin-top: .3rem; color: var(--soft); overflow-wrap: anywhere; }
  `];

  willUpdate(changed) {
    if ((changed.has("src") || changed.has("rows")) && this.src && this.rows) this.load();
  }

  async load() {
    this.problem = null;
    try {
      this.found = await Promise.all(this.rows.split(",").slice(0, 4).map((id) => get(`${this.src}/rows/${encodeURIComponent(id)}`)));
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    if (!this.found) return html`${problemBox(this.problem, this.load)}<p role="status">${this.problem ? "" : t("loading")}</p>`;
    return html`<h1>${t("compare")}</h1><div class="scroll" tabindex="0" role="region" aria-label=${t("compare")}><table>
      <thead><tr><td></td>${this.found.map((row) => html`<th scope="col"><a href=${`#/${this.src.replace(/^.*v1\//, "")}/rows/${encodeURIComponent(row.id)}`}>${row.file}</a>
        <div>${row.rank ? `${t("rank")} ${row.rank} · ${percent(row.total)}` : t(row.state)} · ${stageText(row)}</div>
        ${remarksOf(row, this.criteria).map(([sign, kind, text]) => html`<div class="small ${kind}">${sign} ${text}</div>`)}</th>`)}</tr></thead>
      <tbody>${this.criteria.map((one) => html`<tr><th scope="row"><strong>${one.text}</strong><div class="soft small">${t(`importance_${one.importance}`)} · ${percent(shareOf(this.criteria, one))}</div></th>
        ${this.found.map((row) => this.#cell(scoreOf(row, one.id), one))}</tr>`)}</tbody></table></div>`;
  }

  #cell(score, criterion) {
    return html`<td>${chipTag(score, criterion.importance)}${score ? html` <span class="small">${score.reason}</span>${score.quote ? html`<q class="small">${score.quote}</q>` : ""}` : ""}</td>`;
  }
}

customElements.define("ats-compare", AtsCompare);
