import { LitElement, css, html, live, repeat } from "./lit.js";
import { allRows, download, get, patch, post, remove } from "./api.js";
import { STAGES, actionOf } from "./decide.js";
import { number, t, told } from "./texts.js";
import { shared } from "./style.js";

const ROW_HEIGHT = 44; // px, as the style below; rows outside of the window are one empty row of their height.
const SPARE_ROWS = 12;
const POLL_MS = 1000;
const FILTERS = {
  all: () => true,
  f_missing: (row) => row.must_haves_missing?.length > 0,
  f_near: (row) => row.near_misses?.length > 0,
  f_findings: (row) => row.findings?.length > 0,
  f_failed: (row) => row.state === "failed",
  f_pending: (row) => row.state === "pending",
};
for (const stage of STAGES) FILTERS[`stage_${stage}`] = (row) => (row.stage ?? "new") === stage;

// One ranking as a table. `src` is its address below /v1; `view` holds sort, filter and words.
// Events: `open` with the id of a row, `view` with a changed view, `gone` after deleting.
export class AtsRanking extends LitElement {
  static properties = {
    src: {}, view: { attribute: false }, ranking: { state: true }, rows: { state: true }, problem: { state: true },
    moved: { state: true }, first: { state: true }, at: { state: true }, helps: { state: true }, weights: { state: true }, said: { state: true },
  };

  static styles = [shared, css`
    .scroll { overflow: auto; max-height: 70vh; border: 1px solid var(--line); border-radius: .5rem; }
    table { width: 100%; }
    thead th { position: sticky; top: 0; background: var(--panel); z-index: 1; vertical-align: bottom; }
    thead button { border: 0; background: none; padding: 0 .2rem; text-align: left; font-weight: 600; }
    thead .criterion { max-width: 7rem; font-size: .85rem; font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; display: block; }
    tbody tr { height: 44px; }
    tbody td, tbody th { white-space: nowrap; height: 44px; padding-block: 0; }
    tbody th { font-weight: 600; max-width: 18rem; overflow: hidden; text-overflow: ellipsis; }
    tbody tr[aria-current="true"] > * { box-shadow: inset 0 2px var(--accent), inset 0 -2px var(--accent); }
    .gap td { padding: 0; border: 0; }
    .heat { text-align: center; }
    .heat a { display: inline-block; min-width: 1.9rem; padding: .2rem; text-decoration: none; color: inherit; border-radius: .2rem; border: 1px solid transparent; }
    .heat[data-score="0"] a { border: 1px dashed var(--line); }
    .heat[data-score="1"] a { background: light-dark(#e6eff9, #1c2b3d); }
    .heat[data-score="2"] a { background: light-dark(#cfe2f5, #22405f); }
    .heat[data-score="3"] a { background: light-dark(#b0d0f0, #285580); }
    .heat[data-score="4"] a { background: light-dark(#8dbbe8, #2c66a0); }
    .heat[data-score="5"] a { background: light-dark(#6ba6e0, #2f6eb0); font-weight: 700; }
    progress { flex: 1 1 8rem; accent-color: var(--accent); }
    .weights label { display: grid; grid-template-columns: minmax(7rem, 16rem) 1fr 3rem; gap: .6rem; align-items: center; }
  `];

  constructor() {
    super();
    this.rows = [];
    this.view = {};
    this.first = 0;
    this.at = null;
    this.weights = {};
    this.said = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.onkey = (event) => this.#key(event);
    document.addEventListener("keydown", this.onkey);
    if (this.hasUpdated) this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onkey);
    clearTimeout(this.timer);
  }

  willUpdate(changed) {
    if (changed.has("src") && this.src) this.load();
  }

  async load() {
    clearTimeout(this.timer);
    await this.#try(async () => {
      const src = this.src;
      const [ranking, rows] = await Promise.all([get(src), allRows(src)]);
      if (src !== this.src) return;
      this.ranking = ranking;
      this.rows = rows;
    });
    // What runs is asked again; so is a service that did not answer.
    const goes = this.ranking?.state === "running" || this.problem?.status === 0;
    if (goes && this.isConnected) this.timer = setTimeout(() => this.load(), POLL_MS);
  }

  shown() {
    const { sort = "rank", filter = "all", words = "" } = this.view;
    const wanted = words.toLowerCase();
    const has = (row) => [row.file, ...(row.scores ?? []).map((score) => score.quote)].join(" ").toLowerCase().includes(wanted);
    const rows = this.rows.filter((row) => (FILTERS[filter] ?? FILTERS.all)(row) && (!wanted || has(row)));
    const down = sort.startsWith("-");
    const by = down ? sort.slice(1) : sort;
    const value = { rank: (row) => row.rank, file: (row) => row.file, total: (row) => row.total, stage: (row) => STAGES.indexOf(row.stage ?? "new") }[by]
      ?? ((row) => scoreOf(row, by)?.score);
    return rows.sort((a, b) => order(value(a), value(b), down));
  }

  render() {
    if (!this.ranking) return html`<div role="alert">${this.#problem()}</div>${this.problem ? "" : html`<p role="status">${t("loading")}</p>`}`;
    const one = this.ranking;
    const rows = this.shown();
    return html`
      <h1>${one.name || one.id}</h1>
      <div role="alert">${this.#problem()}</div>
      <div class="row">
        <strong>${t(`state_${one.state}`)}</strong>
        <span id="counts" role="status">${t("counts", one.counts)}</span>
        ${one.state === "running" ? html`<progress max=${one.counts.total || 1} .value=${one.counts.total - one.counts.pending} aria-label=${t("state_running")}></progress>
          ${one.seconds_left ? html`<span>${t("left", { s: Math.ceil(one.seconds_left) })}</span>` : ""}
          <button @click=${this.#cancel}>${t("cancel")}</button>` : ""}
      </div>
      <p class="soft">${[one.engine && t("engine", { engine: one.model || one.engine }), one.cost ? t("cost", { cost: costText(one.cost) }) : "", t("person")].filter(Boolean).join(" · ")}</p>
      ${one.message ? html`<p class="panel problem">${one.message}</p>` : ""}
      ${(one.lint ?? []).length ? html`<p class="warn">⚠ ${t("lint")}: ${one.lint.map((fault) => fault.message).join(" · ")}</p>` : ""}
      ${this.#tools(rows)}
      <div role="status">${this.moved ? html`<p class="panel">${this.moved}</p>` : ""}${this.said ? html`<span class="hidden">${this.said}</span>` : ""}</div>
      ${this.helps ? html`<p class="panel" role="status">${t("keys")}</p>` : ""}
      ${this.rows.length ? rows.length ? this.#table(rows) : html`<p class="panel">${t("no_match")}</p>` : html`<p class="panel">${t("no_rows")}</p>`}
      <div class="row">
        <label>${t("add_more")} <input type="file" multiple id="more" @change=${(e) => this.#addMore(e.target.files)} /></label>
        ${["csv", "json"].map((as) => html`<button @click=${() => this.#try(() => download(`${this.src}/export?format=${as}`, `ranking.${as}`))}>${t("export_as", { as: as.toUpperCase() })}</button>`)}
        <button @click=${this.#delete}>${t("delete")}</button>
      </div>`;
  }

  #problem() {
    return this.problem ? html`<p class="panel problem">${told(this.problem)} <button @click=${this.load}>${t("retry")}</button></p>` : "";
  }

  #tools(rows) {
    const { filter = "all", words = "" } = this.view;
    return html`<div class="row">
        <label>${t("show")} <select id="filter" .value=${live(filter)} @change=${(e) => this.#look({ filter: e.target.value })}>
          ${Object.keys(FILTERS).map((name) => html`<option value=${name} ?selected=${name === filter}>${t(name)} (${this.rows.filter(FILTERS[name]).length})</option>`)}</select></label>
        <input type="search" id="words" aria-label=${t("search")} placeholder=${t("search")} .value=${live(words)} @input=${(e) => this.#look({ words: e.target.value })} />
        <span role="status">${t("shown", { n: rows.length, all: this.rows.length })}</span>
        <button aria-expanded=${Boolean(this.helps)} @click=${() => (this.helps = !this.helps)}>${t("help")} ?</button>
      </div>
      <details class="weights"><summary>${t("weights")}</summary>
        ${this.ranking.criteria.map((one) => html`<label>${one.text}
          <input type="range" min="0" max=${Math.max(20, one.weight)} step="1" .value=${live(String(this.weights[one.id] ?? one.weight))}
            @input=${(e) => (this.weights = { ...this.weights, [one.id]: Number(e.target.value) })} />
          <output>${this.weights[one.id] ?? number(one.weight)}</output></label>`)}
        <button id="apply" @click=${this.#reweigh} ?disabled=${!Object.keys(this.weights).length}>${t("apply")}</button>
      </details>`;
  }

  #table(rows) {
    const start = Math.max(0, Math.min(this.first, rows.length - 1) - SPARE_ROWS);
    const end = Math.min(rows.length, start + this.#fits() + 2 * SPARE_ROWS);
    const criteria = this.ranking.criteria;
    const width = criteria.length + 5;
    const gap = (count) => (count ? html`<tr class="gap" aria-hidden="true"><td colspan=${width} height=${count * ROW_HEIGHT}></td></tr>` : "");
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("candidate")} @scroll=${this.#scrolled}>
      <table aria-rowcount=${rows.length + 1}>
        <caption class="hidden">${t("heat")}</caption>
        <thead><tr aria-rowindex="1">
          ${this.#head("rank", t("rank"))} ${this.#head("file", t("candidate"))} ${this.#head("total", t("total"), true)} ${this.#head("stage", t("stage"))}
          ${criteria.map((one) => this.#head(one.id, one.text, true, one.importance === "must"))}
          <th scope="col">${t("notes")}</th></tr></thead>
        <tbody>${gap(start)}
          ${repeat(rows.slice(start, end), (row) => row.id, (row, index) => this.#row(row, start + index))}
          ${gap(rows.length - end)}</tbody>
      </table></div>`;
  }

  #head(by, what, best = false, must = false) {
    const { sort = "rank" } = this.view;
    const now = sort === by ? "ascending" : sort === `-${by}` ? "descending" : "none";
    const next = now === "none" ? (best ? `-${by}` : by) : now === "ascending" ? `-${by}` : by;
    return html`<th scope="col" aria-sort=${now}><button title=${what} aria-label=${t("sort_by", { what })} @click=${() => this.#look({ sort: next })}>
      <span class=${best && by !== "total" ? "criterion" : ""}>${what}${must ? " *" : ""}</span>${{ ascending: "▲", descending: "▼", none: "" }[now]}</button></th>`;
  }

  #row(row, index) {
    const here = row.id === this.at;
    return html`<tr aria-rowindex=${index + 2} aria-current=${here} data-row=${row.id}>
      <td>${row.rank ?? "–"}</td>
      <th scope="row"><a href=${this.#link(row)} title=${row.file} @click=${(e) => this.#open(e, row)}>${row.file}</a></th>
      <td>${row.state === "scored" ? `${number(row.total)} %` : t(row.state)}</td>
      <td>${t(`stage_${row.stage ?? "new"}`)}</td>
      ${this.ranking.criteria.map((one) => {
        const score = scoreOf(row, one.id);
        const shown = score ? number(score.score) : "–";
        return html`<td class="heat" data-criterion=${one.id} data-score=${score ? Math.round(score.score) : "none"}>
          ${score ? html`<a tabindex="-1" href=${this.#link(row, one.id)} title=${score.reason} @click=${(e) => this.#open(e, row, one.id)}>${shown}</a>` : shown}</td>`;
      })}
      <td>${this.#remarks(row)}</td></tr>`;
  }

  #remarks(row) {
    const names = (ids) => ids.map((id) => this.ranking.criteria.find((one) => one.id === id)?.text ?? id).join(", ");
    return html`${row.error ? html`<span class="alarm">✕ ${row.error.message}</span>` : ""}
      ${row.must_haves_missing?.length ? html`<span class="warn">△ ${t("missing", { what: names(row.must_haves_missing) })}</span>` : ""}
      ${row.near_misses?.length ? html`<span>≈ ${t("near", { what: names(row.near_misses) })}</span>` : ""}
      ${row.findings?.length ? html`<span class="warn">⚠ ${t("findings", { n: row.findings.length })}: ${row.findings.map((one) => one.message || one.kind).join("; ")}</span>` : ""}`;
  }

  #link(row, criterion = "") {
    return `#/rankings/${encodeURIComponent(this.ranking.id)}/rows/${encodeURIComponent(row.id)}${criterion && `?criterion=${encodeURIComponent(criterion)}`}`;
  }

  #open(event, row, criterion = "") {
    event?.preventDefault();
    const ids = this.shown().map((one) => one.id);
    this.dispatchEvent(new CustomEvent("open", { detail: { row: row.id, criterion, ids }, bubbles: true, composed: true }));
  }

  #look(change) {
    this.view = { ...this.view, ...change };
    this.first = 0;
    this.renderRoot.querySelector(".scroll")?.scrollTo(0, 0);
    this.dispatchEvent(new CustomEvent("view", { detail: this.view, bubbles: true, composed: true }));
  }

  #fits() {
    return Math.ceil((0.7 * innerHeight) / ROW_HEIGHT);
  }

  #scrolled(event) {
    const first = Math.floor(event.target.scrollTop / ROW_HEIGHT);
    // The spare rows hide that not each row that is passed is drawn.
    if (Math.abs(first - this.first) > SPARE_ROWS / 2 || first === 0) this.first = first;
  }

  #key(event) {
    const action = actionOf(event);
    if (!action || !this.ranking || !this.checkVisibility?.()) return;
    event.preventDefault();
    const rows = this.shown();
    const index = rows.findIndex((row) => row.id === this.at);
    if (action === "help") this.helps = !this.helps;
    else if (action === "next") this.#go(rows, Math.min(index + 1, rows.length - 1));
    else if (action === "previous") this.#go(rows, Math.max(index - 1, 0));
    else if (index < 0) return;
    else if (action === "open" || action === "note") this.#open(null, rows[index]);
    else this.#decide(rows[index], action);
  }

  #go(rows, index) {
    if (!rows[index]) return;
    this.at = rows[index].id;
    this.said = `${rows[index].rank ?? "–"} ${rows[index].file}`;
    const box = this.renderRoot.querySelector(".scroll");
    const top = index * ROW_HEIGHT;
    const room = box.clientHeight - 3 * ROW_HEIGHT;
    if (top < box.scrollTop || top > box.scrollTop + room) box.scrollTo(0, Math.max(0, top - room / 2));
  }

  #decide(row, stage) {
    return this.#try(async () => {
      const path = `${this.src}/rows/${encodeURIComponent(row.id)}`;
      await get(path); // for its version
      const now = await patch(path, { stage });
      this.rows = this.rows.map((one) => (one.id === row.id ? { ...one, ...now } : one));
      this.said = t("status", { file: row.file, stage: t(`stage_${stage}`) });
    });
  }

  #cancel() {
    return this.#then(() => post(`${this.src}/cancel`));
  }

  #addMore(files) {
    const form = new FormData();
    for (const file of files) form.append("resumes", file, file.name);
    return this.#then(() => post(`${this.src}/resumes`, form));
  }

  async #delete() {
    if (!confirm(t("delete_sure"))) return;
    await this.#try(async () => {
      await remove(this.src);
      this.dispatchEvent(new CustomEvent("gone", { bubbles: true, composed: true }));
    });
  }

  async #reweigh() {
    const before = new Map(this.rows.map((row) => [row.id, row.rank]));
    const criteria = Object.entries(this.weights).map(([id, weight]) => ({ id, weight }));
    await this.#then(() => patch(this.src, { criteria }));
    if (this.problem) return;
    this.weights = {};
    const moves = this.rows.filter((row) => before.get(row.id) !== row.rank).map((row) => `${row.file} ${before.get(row.id)} → ${row.rank}`);
    this.moved = moves.length ? t("moved", { n: moves.length, what: moves.slice(0, 10).join(", ") }) : t("moved_none");
  }

  // After a change all is read again; also after a refused one, which was made on an old version.
  async #then(work) {
    await this.#try(work);
    const problem = this.problem;
    await this.load();
    this.problem ??= problem;
  }

  async #try(work) {
    this.problem = null;
    try {
      await work();
    } catch (problem) {
      this.problem = problem;
    }
  }
}

const scoreOf = (row, criterion) => row.scores?.find((score) => score.criterion_id === criterion && score.score !== null);
const costText = (cost) => (typeof cost === "object" ? Object.values(cost).filter((part) => part !== null).join(" ") : String(cost));

// What has no value stands last in both directions.
function order(a, b, down) {
  if (a == null || b == null) return (a == null) - (b == null);
  const less = typeof a === "string" ? a.localeCompare(b) : a - b;
  return down ? -less : less;
}

customElements.define("ats-ranking", AtsRanking);
