import { LitElement, css, html, live, nothing, repeat } from "./lit.js";
import { allRows, download, get, patch, post, remove } from "./api.js";
import { STAGES, actionOf } from "./keys.js";
import { chip, costText, percent, problemBox, reasonsFor, remarksOf, scoreOf, shareOf, stageText } from "./parts.js";
import "./agreement.js";
import { IMPORTANCES } from "./criteria.js";
import { number, t } from "./texts.js";
import { shared } from "./style.js";
import { send, sendLeft, uploadOf, uploads } from "./upload.js";
import "./views.js";

const ROW_HEIGHT = 52; // px, as the style below; rows outside of the window are one empty row of their height.
const SPARE_ROWS = 10;
const POLL_MS = 1000;
const POLL_SHARE = 4; // Asking takes at most a fifth of the time, however many rows there are.
const WEIGH_MS = 150; // A slider that is drawn tells many values.
const TOLD_MOVES = 5;
const COMPARED = 4;
const SORTS = { rank: "rank", file: "candidate", total: "total", stage: "stage" };
const FILTERS = {
  all: () => true,
  f_missing: (row) => row.must_haves_missing?.length > 0,
  f_near: (row) => row.near_misses?.length > 0,
  f_findings: (row) => row.findings?.length > 0,
  f_failed: (row) => row.state === "failed",
  f_pending: (row) => row.state === "pending",
};
for (const stage of STAGES) FILTERS[`stage_${stage}`] = (row) => (row.stage ?? "new") === stage;

// One ranking as a table. `src` is its address below /v1; `view` holds sort, filter, tag and words; `at` is the row to begin with.
// Events: `open` with the id of a row, `compare` with ids, `view` with a changed view, `gone` after deleting.
export class AtsRanking extends LitElement {
  static properties = {
    src: {}, view: { attribute: false }, at: {}, ranking: { state: true }, rows: { state: true }, problem: { state: true },
    moved: { state: true }, first: { state: true }, weights: { state: true }, weighs: { state: true }, said: { state: true },
    chosen: { state: true }, plan: { state: true }, done: { state: true }, sending: { state: true },
  };

  static styles = [shared, css`
    .top { margin: 1rem 0 .7rem; }
    .facts { margin: .3rem 0 0; }
    progress { flex: 1 1 8rem; max-width: 20rem; accent-color: var(--accent); height: .7rem; }
    .tools { margin: 0 0 .7rem; } .filters { gap: .4rem; } .filters button { min-height: 2rem; padding: .1rem .7rem; border-radius: 1rem; border-color: var(--line); font-size: .925rem; }
    .filters button[aria-pressed="true"] { border-color: var(--accent); }
    input[type="search"] { width: 15rem; }
    .scroll { overflow: auto; overflow-anchor: none; max-height: max(24rem, calc(100vh - 17rem)); border: 1px solid var(--line); border-radius: var(--radius); }
    table { width: 100%; border-collapse: separate; border-spacing: 0; }
    th, td { padding: 0 .5rem; text-align: left; border-bottom: 1px solid var(--line); background: var(--paper); }
    thead th { position: sticky; top: 0; background: var(--panel); z-index: 2; vertical-align: bottom; padding-block: .4rem; font-weight: 400; }
    thead button { white-space: nowrap; border: 0; background: none; padding: 0 .2rem; min-height: 1.6rem; text-align: left; font-weight: 600; display: inline; }
    thead .criterion { width: 5.6rem; font-size: .85rem; line-height: 1.25; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow-wrap: anywhere; white-space: normal; }
    thead .share { font-size: .78rem; color: var(--soft); padding: 0 .2rem; white-space: nowrap; }
    tbody tr[data-row] > * { height: 52px; white-space: nowrap; }
    .pick { width: 2.4rem; } .rank { min-width: 3.9rem; font-weight: 600; } .rank .move { font-size: .8rem; font-weight: 400; }
    tbody th { position: sticky; left: 0; z-index: 1; font-weight: 400; width: 19rem; max-width: 19rem; border-right: 1px solid var(--line); }
    thead th.name { left: 0; z-index: 3; border-right: 1px solid var(--line); }
    tbody th a { font-weight: 600; color: var(--ink); text-decoration: none; } tbody th a:hover { text-decoration: underline; color: var(--accent); }
    .remarks { font-size: .84rem; }
    tbody tr:hover > * { background: var(--panel); }
    tbody tr[aria-current="true"] > * { background: var(--tint); box-shadow: inset 0 2px var(--accent), inset 0 -2px var(--accent); }
    .gap td { padding: 0; border: 0; }
    .heat { text-align: center; padding: 0 .25rem; } .heat .chip { width: 100%; }
    .total { min-width: 5.2rem; font-weight: 600; } .total svg { display: block; width: 4.4rem; height: 4px; fill: var(--accent); } .total .rest { fill: var(--line); }
    .stage_shortlist { border-color: var(--good); color: var(--good); font-weight: 600; } .stage_declined { color: var(--soft); border-style: dashed; } .stage_new { border-color: transparent; color: var(--soft); padding-inline: 0; }
    .weights { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .5rem 1.4rem; }
    .weights .one { display: grid; grid-template-columns: 1fr auto; gap: 0 .5rem; align-items: center; } .weights input { width: 100%; } .weights select { min-height: 1.8rem; padding: 0 .3rem; font-size: .85rem; }
    .bulk { position: sticky; bottom: 0; z-index: 4; border: 1px solid var(--accent); background: var(--paper); box-shadow: 0 -2px 12px rgb(0 0 0 / .12); margin: .6rem 0 0; }
    .bulk ul { margin: .3rem 0; padding-left: 1.2rem; max-height: 8rem; overflow: auto; }
    .foot { margin: 1rem 0 0; }
    .slim { padding: .45rem .9rem; } summary { cursor: pointer; } .empty { text-align: center; padding: 2.5rem 1rem; }
    @media (max-width: 45rem) {
      tbody th { width: 7.5rem; max-width: 7.5rem; } .pick { width: 1.6rem; } th, td { padding-inline: .3rem; } thead button { font-size: .85rem; padding: 0; } .total { min-width: 4.4rem; } input[type="search"] { width: 100%; }
      .rank { min-width: 2.2rem; } .filters { flex-wrap: nowrap; max-width: 100%; overflow-x: auto; padding: .25rem; margin-inline: -.25rem; } .filters button { flex: none; }
    }
  `];

  constructor() {
    super();
    this.rows = [];
    this.view = {};
    this.first = 0;
    this.at = null;
    this.weights = {};
    this.said = "";
    this.chosen = new Set();
    this.list = [];
    this.onkey = (event) => this.#key(event);
    this.onupload = () => this.#uploading();
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.onkey);
    uploads.addEventListener("change", this.onupload);
    if (this.hasUpdated) this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onkey);
    uploads.removeEventListener("change", this.onupload);
    clearTimeout(this.timer);
  }

  willUpdate(changed) {
    if (changed.has("src") && this.src) {
      // Nothing of another ranking stands below this address.
      Object.assign(this, { ranking: null, rows: [], chosen: new Set(), plan: null, done: null, moved: "", weighs: false, weights: {}, found: false });
      this.sending = uploadOf(this.src);
      this.load();
    }
    if (changed.has("rows") || changed.has("view")) {
      this.list = this.#listed();
      this.counts = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, this.rows.filter(FILTERS[name]).length]));
    }
  }

  updated(changed) {
    // Back from a candidate: where one was.
    if (changed.has("rows") && this.at && !this.found && this.list.length) {
      this.found = true;
      this.#go(this.list.findIndex((row) => row.id === this.at));
    }
  }

  async load() {
    clearTimeout(this.timer);
    const begun = performance.now();
    await this.#try(async () => {
      const src = this.src;
      const [ranking, rows] = await Promise.all([get(src), allRows(src)]);
      if (src !== this.src) return;
      this.ranking = ranking;
      this.rows = rows;
    });
    // What runs is asked again; so is a service that did not answer.
    const goes = this.ranking?.state === "running" || this.sending?.busy || this.problem?.status === 0;
    const pause = Math.max(POLL_MS, POLL_SHARE * (performance.now() - begun));
    if (goes && this.isConnected) this.timer = setTimeout(() => this.load(), pause);
  }

  #uploading() {
    const upload = uploadOf(this.src);
    this.sending = upload && { ...upload };
    this.load();
  }

  #listed() {
    const { sort = "rank", filter = "all", words = "", tag = "" } = this.view;
    const wanted = words.trim().toLowerCase();
    const has = (row) => [row.file, row.note, ...(row.tags ?? []), ...(row.scores ?? []).map((score) => score.quote)].join(" ").toLowerCase().includes(wanted);
    const rows = this.rows.filter((row) => (FILTERS[filter] ?? FILTERS.all)(row) && (!tag || row.tags?.includes(tag)) && (!wanted || has(row)));
    const down = sort.startsWith("-");
    const by = down ? sort.slice(1) : sort;
    const value = { rank: (row) => row.rank, file: (row) => row.file, total: (row) => row.total, stage: (row) => STAGES.indexOf(row.stage ?? "new") }[by]
      ?? ((row) => scoreOf(row, by)?.score);
    return rows.sort((a, b) => order(value(a), value(b), down));
  }

  render() {
    if (!this.ranking) return html`${problemBox(this.problem, this.load)}${this.problem ? "" : html`<p role="status">${t("loading")}</p>`}`;
    const one = this.ranking;
    const rows = this.list;
    return html`
      ${problemBox(this.problem, this.load)}
      <div class="top">
        <div class="row"><h1>${one.name || one.id}</h1><span class="pill">${t(`state_${one.state}`)}</span>${one.blind ? html`<span class="pill">${t("is_blind")}</span>` : ""}</div>
        <div class="row facts"><strong id="counts" role="status">${t("counts", one.counts)}</strong>${this.#progress(one)}</div>
        <div class="soft small">${[t("engine", { engine: one.model || one.engine }), t(one.engine === "offline" ? "stays_here" : "goes_out"), costText(one), t(one.engine === "offline" ? "sure_rules" : "sure_model"), t("person")].join(" · ")}</div>
      </div>
      ${one.message ? html`<p class="panel problem">${one.message}</p>` : ""}
      ${this.#upload()}
      ${one.lint?.length ? html`<details class="panel note slim"><summary>⚠ ${t("lint_n", { n: one.lint.length })}</summary>${one.lint.map((fault) => html`<div>${fault.message}</div>`)}</details>` : ""}
      ${this.rows.length ? html`${this.#tools(rows)} ${this.weighs ? this.#weighing() : ""}
        <ats-agreement src=${this.src} .rows=${this.rows} @surprise=${(e) => this.#open(null, this.rows.find((row) => row.id === e.detail))}></ats-agreement>` : ""}
      <div role="status">${this.moved ? html`<p class="panel slim" id="moved">${this.moved}</p>` : ""}<span class="hidden">${this.said}</span>
        ${this.done ? html`<p class="panel slim row" id="done"><span>${this.done.text}</span><button id="undo" @click=${this.#undo}>${t("undo")}</button></p>` : ""}</div>
      ${this.rows.length ? rows.length ? this.#table(rows) : html`<p class="panel empty">${t("no_match")} <button @click=${() => this.#look({ filter: "", words: "", tag: "" })}>${t("show_all")}</button></p>`
        : html`<p class="panel empty">${t(this.sending?.busy ? "on_the_way" : "no_rows")}</p>`}
      ${this.plan ? this.#planned() : this.chosen.size ? this.#bulk() : ""}
      <datalist id="reasons">${reasonsFor(one.criteria).map((reason) => html`<option value=${reason}></option>`)}</datalist>
      <div class="row foot">
        <label class="button">${t("add_more")}<input type="file" multiple id="more" @change=${(e) => send(this.src, [...e.target.files])} /></label>
        <span class="soft" id="exported">${rows.length < this.rows.length ? t("export_some", { n: rows.length }) : t("export")}</span>${(one.exports ?? ["csv", "json"]).map((as) => html`<button data-export=${as} ?disabled=${!rows.length} @click=${() => this.#export(as)}>${as.toUpperCase()}</button>`)}
        <button id="notice" title=${t("notice_hint")} @click=${() => this.#try(() => download(`${this.src}/notice?format=html`, "notice.html"))}>${t("notice")}</button>
        <a class="button" href=${`#/?from=${encodeURIComponent(one.id)}`}>${t("again")}</a>
        <button class="quiet" @click=${this.#delete}>${t("delete")}</button>
      </div>`;
  }

  #progress(one) {
    if (one.state !== "running") return nothing;
    return html`<progress max=${one.counts.total || 1} .value=${one.counts.total - one.counts.pending} aria-label=${t("state_running")}></progress>
      ${one.per_minute ? html`<span class="soft">${t("rate", { n: number(one.per_minute) })}</span>` : ""}
      ${one.seconds_left ? html`<span class="soft">${t("left", { s: Math.ceil(one.seconds_left) })}</span>` : ""}<button id="cancel" @click=${this.#cancel}>${t("cancel")}</button>`;
  }

  #upload() {
    const up = this.sending;
    if (!up) return nothing;
    return html`${up.busy ? html`<p class="panel row" role="status">${t("sent", { n: up.sent, all: up.total })} <progress max=${up.total} .value=${up.sent} aria-label=${t("sent", { n: up.sent, all: up.total })}></progress></p>` : ""}
      ${up.problem ? problemBox({ message: t("not_sent", { n: up.left.length }) }, () => sendLeft(this.src)) : ""}
      ${up.refused.map((one) => html`<p class="panel problem">✕ ${one.file}: ${one.message}</p>`)}`;
  }

  #tools(rows) {
    const { filter = "all", words = "", tag = "" } = this.view;
    const tags = [...new Set(this.rows.flatMap((row) => row.tags ?? []))].sort();
    const names = Object.keys(FILTERS).filter((name) => name === "all" || name === (filter || "all") || this.counts[name]);
    return html`<div class="row tools"><div class="row filters" role="group" aria-label=${t("show")}>
        ${names.map((name) => html`<button data-filter=${name} aria-pressed=${name === (filter || "all")} @click=${() => this.#look({ filter: name === "all" ? "" : name })}>${t(name)} ${this.counts[name]}</button>`)}</div>
        <ats-views .view=${this.#general()} name=${this.#viewName()} @look=${(e) => this.#look(e.detail)}></ats-views>
        <input type="search" id="words" aria-label=${t("search")} placeholder=${t("search")} .value=${live(words)} @input=${(e) => this.#look({ words: e.target.value })} />
        ${tags.length ? html`<select aria-label=${t("tags")} @change=${(e) => this.#look({ tag: e.target.value })}><option value="">${t("any_tag")}</option>${tags.map((one) => html`<option ?selected=${one === tag}>${one}</option>`)}</select>` : ""}
        <span role="status" class="soft" id="shown">${t("shown", { n: rows.length, all: this.rows.length })}</span>
        <button id="weigh" aria-expanded=${Boolean(this.weighs)} @click=${this.#weigh}>${t("weights")}</button>
        <ats-keys></ats-keys>
      </div>`;
  }

  // What of the view means the same in each ranking.
  #general() {
    const { sort = "", ...view } = this.view;
    return { ...view, sort: sort.replace("-", "") in SORTS ? sort : "" };
  }

  #viewName() {
    const { filter, tag, words, sort } = this.#general();
    const by = sort?.replace("-", "");
    return [filter && t(filter), tag && `#${tag}`, words && `“${words}”`, by && `${t(SORTS[by])} ${sort === by ? "▲" : "▼"}`].filter(Boolean).join(" · ");
  }

  #weighing() {
    const criteria = this.ranking.criteria.map((one) => ({ ...one, ...this.weights[one.id] }));
    const most = Math.max(10, ...this.ranking.criteria.map((one) => one.weight), ...(this.before ?? []).map((one) => one.weight));
    return html`<section class="panel" aria-label=${t("weights")}><p class="soft small">${t("weights_hint")}</p><div class="weights">
      ${criteria.map((one) => html`<div class="one"><label for=${`w-${one.id}`} class="clip" title=${one.text}>${one.text}</label><strong>${percent(shareOf(criteria, one))}</strong>
        <input type="range" id=${`w-${one.id}`} min="0" max=${most} step="0.5" .value=${live(String(one.weight))} aria-valuetext=${percent(shareOf(criteria, one))}
          @input=${(e) => this.#change(one.id, { weight: Number(e.target.value) })} />
        <select aria-label=${`${t("importance")}: ${one.text}`} @change=${(e) => this.#change(one.id, { importance: e.target.value })}>
          ${IMPORTANCES.map((value) => html`<option value=${value} ?selected=${value === one.importance}>${t(`importance_${value}`)}</option>`)}</select></div>`)}</div>
      <p></p><button id="weights-back" @click=${this.#weightsBack}>${t("weights_back")}</button></section>`;
  }

  #table(rows) {
    const start = Math.max(0, Math.min(this.first, rows.length - 1) - SPARE_ROWS);
    const end = Math.min(rows.length, start + Math.ceil(innerHeight / ROW_HEIGHT) + 2 * SPARE_ROWS);
    const criteria = this.ranking.criteria;
    const all = rows.length > 0 && rows.every((row) => this.chosen.has(row.id));
    const gap = (count) => (count ? html`<tr class="gap" aria-hidden="true"><td colspan=${criteria.length + 5} height=${count * ROW_HEIGHT}></td></tr>` : "");
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("table")} @scroll=${this.#scrolled}>
      <table aria-rowcount=${rows.length + 1}>
        <caption class="hidden">${t("heat")}</caption>
        <thead><tr aria-rowindex="1">
          <th scope="col" class="pick"><input type="checkbox" aria-label=${t("pick_all")} .checked=${live(all)} @change=${(e) => (this.chosen = new Set(e.target.checked ? rows.map((row) => row.id) : []))} /></th>
          ${this.#head("rank", t("rank"))}${this.#head("file", t("candidate"), false, "name")}${this.#head("total", t("total"), true)}${this.#head("stage", t("stage"))}
          ${criteria.map((one) => this.#head(one.id, one.text, true, "", html`<div class="share">${t(`importance_${one.importance}`)}<br />${percent(Math.round(shareOf(criteria, one)))}</div>`))}</tr></thead>
        <tbody>${gap(start)}${repeat(rows.slice(start, end), (row) => row.id, (row, index) => this.#row(row, start + index))}${gap(rows.length - end)}</tbody>
      </table></div>`;
  }

  #head(by, what, best = false, kind = "", below = nothing) {
    const { sort = "rank" } = this.view;
    const now = sort === by ? "ascending" : sort === `-${by}` ? "descending" : "none";
    const next = now === "none" ? (best ? `-${by}` : by) : now === "ascending" ? `-${by}` : by;
    return html`<th scope="col" class=${kind} aria-sort=${now}><button title=${what} aria-label=${t("sort_by", { what })} @click=${() => this.#look({ sort: next })}>
      <span class=${below === nothing ? "" : "criterion"}>${what}</span>${{ ascending: " ▲", descending: " ▼", none: "" }[now]}</button>${below}</th>`;
  }

  #row(row, index) {
    const remarks = remarksOf(row, this.ranking.criteria);
    return html`<tr aria-rowindex=${index + 2} aria-current=${row.id === this.at} data-row=${row.id} data-state=${row.state}>
      <td class="pick"><input type="checkbox" aria-label=${t("pick", { what: row.file })} .checked=${live(this.chosen.has(row.id))} @change=${() => this.#pick(row.id)} /></td>
      <td class="rank">${row.rank ?? "–"}${this.#move(row)}</td>
      <th scope="row"><div class="clip"><a href=${this.#link(row)} title=${row.file} @click=${(e) => this.#open(e, row)}>${row.file}</a>${row.own_score ? html` <span class="small">★ ${row.own_score}</span>` : ""}${(row.tags ?? []).map((tag) => html` <span class="small soft">#${tag}</span>`)}</div>
        ${remarks.length ? html`<div class="remarks clip" title=${remarks.map(([, , text]) => text).join("\n")}>${remarks.map(([sign, kind, text]) => html`<span class=${kind}>${sign} ${text}</span> `)}</div>` : ""}</th>
      <td class="total">${row.state === "scored" ? html`${percent(row.total)}<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="4"/><rect width=${row.total ?? 0} height="4"/></svg>`
        : html`<span class=${row.state === "failed" ? "alarm" : "soft"}>${t(row.state)}</span>`}</td>
      <td><span class="pill stage_${row.stage ?? "new"}">${stageText(row)}</span></td>
      ${this.ranking.criteria.map((one) => this.#cell(row, one))}</tr>`;
  }

  #cell(row, one) {
    const score = scoreOf(row, one.id);
    const { lacks, level, text } = chip(score, one.importance);
    return html`<td class="heat" data-criterion=${one.id}>${score
      ? html`<a class="chip ${lacks ? "lacks" : ""}" data-level=${level} tabindex="-1" href=${this.#link(row, one.id)} title=${score.reason} @click=${(e) => this.#open(e, row, one.id)}>${text}</a>`
      : html`<span class="chip" data-level="none">–</span>`}</td>`;
  }

  #move(row) {
    const before = this.ranksBefore?.get(row.id);
    if (!this.moved || !before || !row.rank || before === row.rank) return nothing;
    const up = before > row.rank;
    return html` <span class="move">${up ? "▲" : "▼"}${Math.abs(before - row.rank)}<span class="hidden"> ${t(up ? "moved_up" : "moved_down")}</span></span>`;
  }

  #link(row, criterion = "") {
    return `#/rankings/${encodeURIComponent(this.ranking.id)}/rows/${encodeURIComponent(row.id)}${criterion && `?criterion=${encodeURIComponent(criterion)}`}`;
  }

  #open(event, row, criterion = "") {
    if (event?.ctrlKey || event?.metaKey || event?.shiftKey) return;
    event?.preventDefault();
    this.#tell("open", { row: row.id, criterion, ids: this.list.map((one) => one.id) });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #look(change) {
    this.view = { ...this.view, ...change };
    this.first = 0;
    this.renderRoot.querySelector(".scroll")?.scrollTo(0, 0);
    this.#tell("view", this.view);
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
    const index = this.list.findIndex((row) => row.id === this.at);
    const row = this.list[index];
    if (action === "help") this.renderRoot.querySelector("ats-keys")?.open();
    else if (action === "next") this.#go(Math.min(index + 1, this.list.length - 1));
    else if (action === "previous") this.#go(Math.max(index - 1, 0));
    else if (action === "compare") this.#compare();
    else if (!row) return;
    else if (action === "select") this.#pick(row.id);
    else if (action === "open" || action === "note") this.#open(null, row);
    else if (action === "declined") this.#prepare([row.id], { stage: action });
    else this.#apply([row.id], { stage: action });
  }

  async #go(index) {
    const row = this.list[index];
    if (!row) return;
    this.at = row.id;
    const box = this.renderRoot.querySelector(".scroll");
    const top = index * ROW_HEIGHT;
    const room = box.clientHeight - 3 * ROW_HEIGHT;
    if (top < box.scrollTop || top > box.scrollTop + room) box.scrollTo(0, Math.max(0, top - room / 2));
    this.first = Math.floor(box.scrollTop / ROW_HEIGHT);
    await this.updateComplete;
    this.renderRoot.querySelector(`tr[data-row="${CSS.escape(row.id)}"] th a`)?.focus({ preventScroll: true });
  }

  #pick(id) {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.chosen = next;
    this.said = t("picked", { n: next.size });
  }

  #compare() {
    if (this.chosen.size < 2 || this.chosen.size > COMPARED) this.said = t("compare_hint");
    else this.#tell("compare", { ids: this.list.map((row) => row.id).filter((id) => this.chosen.has(id)) });
  }

  #bulk() {
    const ids = [...this.chosen];
    return html`<section class="panel bulk row" aria-label=${t("bulk")}><strong>${t("picked", { n: ids.length })}</strong>
      ${STAGES.map((stage) => html`<button data-bulk=${stage} @click=${() => this.#prepare(ids, { stage })}>${t("set_to", { stage: t(`stage_${stage}`) })}</button>`)}
      <button id="compare" ?disabled=${ids.length < 2 || ids.length > COMPARED} title=${t("compare_hint")} @click=${this.#compare}>${t("compare")}</button>
      <button class="quiet" @click=${() => (this.chosen = new Set())}>${t("clear")}</button></section>`;
  }

  #prepare(ids, change) {
    this.plan = { ids, change };
    this.updateComplete.then(() => this.renderRoot.querySelector("#plan-reason").focus());
  }

  #planned() {
    const { ids, change } = this.plan;
    const rows = this.rows.filter((row) => ids.includes(row.id));
    return html`<form class="panel bulk" id="plan" @submit=${this.#confirm} @keydown=${(e) => e.key === "Escape" && (this.plan = null)}>
      <strong>${t("plan", { n: rows.length, stage: t(`stage_${change.stage}`) })}</strong>
      <ul class="small">${rows.map((row) => html`<li>${row.file}: ${stageText(row)} → ${t(`stage_${change.stage}`)}</li>`)}</ul>
      <div class="row"><label>${t("reason")} <input id="plan-reason" list="reasons" maxlength="1000" size="36" autocomplete="off" /></label>
        <button class="main" id="plan-apply">${t("apply")}</button><button type="button" @click=${() => (this.plan = null)}>${t("back_out")}</button></div></form>`;
  }

  async #confirm(event) {
    event.preventDefault();
    const reason = this.renderRoot.querySelector("#plan-reason").value.trim();
    const { ids, change } = this.plan;
    this.plan = null;
    await this.#apply(ids, reason ? { ...change, reason } : change);
    if (!this.problem) this.chosen = new Set();
  }

  async #apply(rows, change) {
    const before = this.rows.filter((row) => rows.includes(row.id));
    await this.#then(() => post(`${this.src}/rows:bulk`, { rows, change }));
    if (this.problem) return;
    this.done = { before, text: t("done_n", { n: rows.length, stage: t(`stage_${change.stage}`), what: before.length === 1 ? before[0].file : "" }) };
  }

  // Each row gets back what it had; rows that had the same go together.
  async #undo() {
    const groups = new Map();
    for (const row of this.done.before) {
      const change = { stage: row.stage ?? "new", reason: row.reason ?? null };
      const key = JSON.stringify(change);
      groups.set(key, { change, rows: [...(groups.get(key)?.rows ?? []), row.id] });
    }
    await this.#then(async () => {
      for (const group of groups.values()) await post(`${this.src}/rows:bulk`, group);
    });
    if (!this.problem) this.done = null;
  }

  #weigh() {
    this.weighs = !this.weighs;
    this.moved = "";
    if (!this.weighs) return;
    this.before = this.ranking.criteria.map(({ id, weight, importance }) => ({ id, weight, importance }));
    this.ranksBefore = new Map(this.rows.map((row) => [row.id, row.rank]));
  }

  #change(id, change) {
    this.weights = { ...this.weights, [id]: { ...this.weights[id], ...change } };
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#reweigh(), WEIGH_MS);
  }

  #weightsBack() {
    this.weights = Object.fromEntries(this.before.map((one) => [one.id, one]));
    return this.#reweigh();
  }

  // One request at a time; what is moved meanwhile goes with the next.
  async #reweigh() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (Object.keys(this.weights).length) {
        const sent = this.weights;
        await this.#then(() => patch(this.src, { criteria: Object.entries(sent).map(([id, change]) => ({ ...change, id })) }));
        if (this.weights === sent || this.problem) this.weights = {};
      }
    } finally {
      this.busy = false;
    }
    this.#tellMoves();
  }

  #tellMoves() {
    const moves = this.rows.filter((row) => row.rank && this.ranksBefore?.get(row.id) !== row.rank);
    const told = moves.slice(0, TOLD_MOVES).map((row) => `${row.file} ${this.ranksBefore.get(row.id)} → ${row.rank}`).join(", ");
    this.moved = moves.length ? t("moved", { n: moves.length, what: moves.length > TOLD_MOVES ? `${told} …` : told }) : t("moved_none");
  }

  #cancel() {
    return this.#then(() => post(`${this.src}/cancel`));
  }

  // What is filtered is what is taken away.
  #export(as) {
    const some = this.list.length < this.rows.length ? { rows: this.list.map((row) => row.id) } : undefined;
    return this.#try(() => download(`${this.src}/export?format=${as}`, `ranking.${as}`, some));
  }

  async #delete() {
    if (!confirm(t("delete_sure"))) return;
    await this.#try(async () => {
      await remove(this.src);
      this.#tell("gone");
    });
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

// What has no value stands last in both directions.
function order(a, b, down) {
  if (a == null || b == null) return (a == null) - (b == null);
  const less = typeof a === "string" ? a.localeCompare(b, undefined, { numeric: true }) : a - b;
  return down ? -less : less;
}

customElements.define("ats-ranking", AtsRanking);
