import { LitElement, css, html, live, nothing, svg } from "./lit.js";
import { download, get, patch } from "./api.js";
import { STAGES, actionOf } from "./keys.js";
import { chipTag, findingText, percent, problemBox, reasonsFor, remarksOf, scoreOf, shareOf } from "./parts.js";
import { boxesOf } from "./sheet.js";
import { number, t } from "./texts.js";
import { shared } from "./style.js";

const yearOf = (month) => Number(month.slice(0, 4));
const monthOf = (month) => 12 * yearOf(month) + Number(month.slice(5)) - 1;
const STARS = [1, 2, 3, 4, 5];

// One candidate with the evidence for each score. `src` is the address of the row, `criteria` those of the ranking,
// `criterion` the one whose quotes are marked, `place` where it stands ("3 of 22").
// Events: `step` asks for the one before (-1) or after (1), `compare` for this one beside the next, `criterion` tells what is marked.
export class AtsCandidate extends LitElement {
  static properties = {
    src: {}, criteria: { attribute: false }, criterion: {}, place: {}, row: { state: true }, text: { state: true }, problem: { state: true },
    pages: { state: true }, reveals: { state: true }, said: { state: true },
  };

  static styles = [shared, css`
    .two { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); gap: 1.2rem; align-items: start; }
    .head { margin: .8rem 0; }
    .decide { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem .9rem; } .decide > .wide { grid-column: 1 / -1; } .decide label { display: block; font-size: .875rem; color: var(--soft); } .decide input:not([type]), .decide textarea { width: 100%; color: var(--ink); }
    .stages button { flex: 1 1 auto; justify-content: center; }
    fieldset { border: 0; padding: 0; margin: 0; } legend { font-size: .875rem; color: var(--soft); padding: 0; } .stars label { display: inline-flex; gap: .2rem; align-items: center; margin-right: .35rem; color: var(--ink); }
    article { display: grid; grid-template-columns: 3.4rem minmax(0, 1fr); gap: 0 .8rem; border-top: 1px solid var(--line); padding: .8rem .5rem; }
    article[aria-current="true"] { background: var(--tint); border-radius: .4rem; }
    .quote { display: block; width: 100%; text-align: left; border: 0; border-left: 3px solid var(--edge); border-radius: 0; background: none; padding: .15rem .6rem; margin: .35rem 0 0; min-height: 0; overflow-wrap: anywhere; }
    .quote[aria-pressed="true"] { background: none; color: inherit; font-weight: 400; border-left-color: var(--accent); }
    .paper { position: sticky; top: .5rem; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; max-height: calc(100vh - 5rem); overflow: auto; padding: 1.2rem 1.4rem; border: 1px solid var(--line); border-radius: var(--radius); }
    .pages { max-height: 60vh; overflow: auto; margin: 0 0 .8rem; display: grid; gap: .6rem; } .pages ~ pre { max-height: 30vh; }
    .steers { background: none; outline: 2px solid var(--warn); color: var(--warn); } .who { border-bottom: 2px dashed var(--alarm); }
    .line { margin: .4rem 0 0; } .line svg { display: block; width: 100%; height: .8rem; fill: var(--accent); background: var(--panel); border-radius: .2rem; }
    hr { border: 0; border-top: 1px dashed var(--edge); }
    .big { font-size: 1.1rem; font-weight: 600; }
    @media (max-width: 60rem) { .two { grid-template-columns: minmax(0, 1fr); } .paper { position: static; } }
    @media (max-width: 30rem) { .decide { grid-template-columns: minmax(0, 1fr); } }
    @media print { button, form, .nav { display: none !important; } .quote { display: block !important; } .two { display: block; } pre { max-height: none; } }
  `];

  constructor() {
    super();
    this.criteria = [];
    this.place = "";
    this.onkey = (event) => this.#key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.onkey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.onkey);
  }

  willUpdate(changed) {
    if (changed.has("src") && this.src) {
      this.row = null;
      this.text = null;
      this.pages = [];
      this.said = "";
      this.load();
    }
  }

  updated(changed) {
    if (changed.has("text") || changed.has("criterion")) this.renderRoot.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  async load() {
    const src = this.src;
    await this.#try(async () => {
      const [row, criteria] = await Promise.all([get(src), this.#criteriaOf(src)]);
      if (src !== this.src) return;
      this.criteria = criteria;
      this.row = row;
      if (row.state !== "scored") return;
      this.#loadPages(src);
      const read = await get(`${src}/text`);
      if (src === this.src) this.#show(read);
    });
  }

  render() {
    if (!this.row) return html`${problemBox(this.problem, this.load)}${this.problem ? "" : html`<p role="status">${t("loading")}</p>`}`;
    const row = this.row;
    return html`
      ${problemBox(this.problem, this.load)}
      <div class="head">
        <div class="row nav apart"><div class="row"><button @click=${() => this.#tell("step", -1)}>← ${t("previous")}</button><button @click=${() => this.#tell("step", 1)}>${t("next")} →</button><span class="soft">${this.place}</span></div>
          <div class="row"><button class="quiet" @click=${() => this.#tell("compare")}>${t("compare_next")}</button>${row.state === "scored" ? html`<button class="quiet" id="report" title=${t("report_hint")} @click=${() => this.#try(() => download(`${this.src}/report?format=html`, "report.html"))}>${t("report")}</button>` : ""}<button class="quiet" @click=${() => print()}>${t("print")}</button><ats-keys></ats-keys></div></div>
        <p></p>
        <h1 tabindex="-1">${row.file}</h1>
        <div class="big">${row.state === "scored" ? html`${t("rank")} ${row.rank} · ${percent(row.total)}` : html`<span class="alarm">${t(row.state)}</span>`}</div>
        ${remarksOf({ ...row, findings: [], error: null, duplicates: [] }, this.criteria).map(([sign, kind, text]) => html`<div class=${kind}>${sign} ${text}</div>`)}
      </div>
      ${row.error ? html`<div class="panel problem"><strong>✕ ${t("unread")}</strong><div>${row.error.message}</div><div class="soft small">${row.error.code}. ${t("unread_hint")}</div></div>` : ""}
      ${(row.findings ?? []).map((one) => html`<div class="panel note"><strong>⚠ ${findingText(one)}</strong>${one.page ? html` <span class="soft">${t("page", { n: one.page })}</span>` : ""}<div>${one.message}</div>${one.words ? html`<div>“${one.words}”</div>` : ""}<div class="soft small">${t("finding_hint")}</div></div>`)}
      ${row.duplicates?.length ? html`<p>⧉ ${t("duplicates")} ${row.duplicates.map((id, n) => html`<a href=${this.#beside(id)}>${t("other", { n: n + 1 })}</a> `)}</p>` : ""}
      <div class="two">
        <div>${this.#decision()}${row.state === "scored" ? html`<h2>${t("scores")}</h2>${this.criteria.map((one) => this.#score(one))}` : ""}</div>
        <section class="paper" aria-label=${t("text")}><div class="row apart"><h2>${t("text")}</h2>
          <button class="quiet" @click=${() => this.#try(() => download(`${this.src}/file`, row.file))}>${t("original")}</button></div>
          ${this.text == null ? html`<p class="soft">${t(row.state === "scored" ? "loading" : "no_text")}</p>` : this.#marked()}</section>
      </div>`;
  }

  #score(criterion) {
    const score = scoreOf(this.row, criterion.id);
    const current = criterion.id === this.criterion;
    const quotes = score?.evidence?.filter((one) => one.verified) ?? [];
    const unfound = score?.evidence?.filter((one) => !one.verified) ?? [];
    return html`<article aria-current=${current} data-criterion=${criterion.id}>
      <div>${chipTag(score, criterion.importance)}</div>
      <div><h3>${criterion.text}</h3><div class="soft small">${t(`importance_${criterion.importance}`)} · ${t("counts_share", { share: percent(shareOf(this.criteria, criterion)) })}${score?.years != null ? html` · ${t("years", { n: number(score.years) })}` : ""}</div>
      ${score?.reason ? html`<div>${score.reason}</div>` : ""}
      ${score?.periods?.length ? this.#line(score.periods) : ""}
      ${quotes.map((one) => html`<button class="quote" aria-pressed=${current} @click=${() => this.#mark(criterion.id)}>“${one.quote}”${one.page ? html` <span class="soft small">${t("page", { n: one.page })}</span>` : ""}</button>`)}
      ${unfound.map((one) => html`<div class="warn small">⚠ ${t("unsupported")} “${one.quote}”</div>`)}
      ${quotes.length || unfound.length || score?.reason ? nothing : html`<div class="soft small">${t("no_evidence")}</div>`}</div></article>`;
  }

  // All lines of a candidate have one scale, so that they can be compared.
  #line(periods) {
    const all = this.row.scores.flatMap((one) => one.periods ?? []);
    const first = Math.min(...all.map((one) => yearOf(one.first)));
    const end = Math.max(...all.map((one) => yearOf(one.last) + 1));
    return html`<div class="line small soft"><svg viewBox=${`${12 * first} 0 ${12 * (end - first)} 1`} preserveAspectRatio="none" aria-hidden="true">
        ${periods.map((one) => svg`<rect x=${monthOf(one.first)} y="0" height="1" width=${monthOf(one.last) - monthOf(one.first) + 1} />`)}</svg>
      <div class="row apart" aria-hidden="true"><span>${first}</span><span>${end}</span></div>
      <ul class="hidden">${periods.map((one) => html`<li>${one.words}</li>`)}</ul></div>`;
  }

  #mark(criterion) {
    this.criterion = criterion;
    this.#tell("criterion", criterion);
    // Also when it is marked already: a person wants to see it.
    this.updateComplete.then(() => {
      this.renderRoot.querySelector("mark")?.scrollIntoView({ block: "center" });
      this.renderRoot.querySelector("ats-sheet[leads]")?.reveal();
    });
  }

  // A page of somebody else names the row alone.
  async #criteriaOf(src) {
    const ranking = src.replace(/\/rows\/[^/]*$/, "");
    if (this.criteria.length && (this.asked ?? ranking) === ranking) return this.criteria;
    this.asked = ranking;
    return (await get(ranking)).criteria;
  }

  // Not every file has pages, and a blind ranking shows none: then the text is what there is.
  async #loadPages(src) {
    try {
      const { pages } = await get(`${src}/pages`);
      if (src === this.src) this.pages = pages ?? [];
    } catch {
      this.pages = [];
    }
  }

  #sheets() {
    if (!this.pages.length) return nothing;
    const leading = this.pages.find((one) => boxesOf(one, this.criterion).length);
    return html`<div class="pages" tabindex="0" role="group" aria-label=${t("sheets")}>${this.pages.map((one) => html`<ats-sheet .sheet=${one} base=${`${this.src}/pages`} criterion=${this.criterion} ?leads=${one === leading}></ats-sheet>`)}</div>`;
  }

  #show(read) {
    this.read = read;
    this.text = read.text;
  }

  #marked() {
    const { marks = [], findings = [], redacted = [] } = this.read;
    const quotes = scoreOf(this.row, this.criterion)?.evidence?.filter((one) => one.verified) ?? [];
    const here = marks.filter((one) => one.criterion_id === this.criterion);
    const places = placesIn(this.text, [
      ...here.map((one) => ({ ...one, tag: (words) => html`<mark>${words}</mark>` })),
      ...findings.map((one) => ({ ...one, tag: (words) => html`<mark class="steers" title=${findingText(one)}>⚠ ${words}</mark>` })),
      ...(this.reveals ? redacted.map((one) => ({ ...one, tag: (words) => html`<span class="who" title=${t(`who_${one.kind}`)}>${words}</span>` })) : []),
    ]);
    const parts = [];
    let at = 0;
    for (const { from, to, tag } of places) {
      parts.push(...sheets(this.text.slice(at, from)), tag(this.text.slice(from, to)));
      at = to;
    }
    return html`${quotes.length && !here.length ? html`<p class="warn">${t("no_quote")}</p>` : ""}
      ${this.#sheets()}${this.#who(redacted)}<pre tabindex="0" role="group" aria-label=${t("text")}>${parts}${sheets(this.text.slice(at))}</pre>`;
  }

  #who(redacted) {
    if (!redacted.length) return nothing;
    const kinds = [...new Set(redacted.map((one) => one.kind))].map((kind) => `${t(`who_${kind}`)} ${redacted.filter((one) => one.kind === kind).length}`);
    return html`<p class="small"><label title=${t("who_hint")}><input type="checkbox" id="who" .checked=${live(Boolean(this.reveals))} @change=${(e) => (this.reveals = e.target.checked)} /> ${t("who", { what: kinds.join(", ") })}</label></p>`;
  }

  #decision() {
    const row = this.row;
    const text = (name) => (event) => this.#change({ [name]: event.target.value.trim() });
    return html`<form class="panel decide" aria-label=${t("decide")} @submit=${(e) => e.preventDefault()}>
      <div class="row stages wide" role="group" aria-label=${t("stage")}>${STAGES.map((stage) => html`<button type="button" data-stage=${stage} aria-pressed=${(row.stage ?? "new") === stage}
        @click=${() => this.#change({ stage })}>${t(`stage_${stage}`)}</button>`)}</div>
      <label>${t("reason")} <input name="reason" list="reasons" maxlength="1000" autocomplete="off" .value=${live(row.reason ?? "")} @change=${text("reason")} /></label>
      <label>${t("tags")} <input name="tags" .value=${live((row.tags ?? []).join(", "))} @change=${(e) => this.#change({ tags: e.target.value.split(",").map((tag) => tag.trim()).filter(Boolean) })} /></label>
      <label>${t("note")} <textarea name="note" rows="2" .value=${live(row.note ?? "")} @change=${text("note")}></textarea></label>
      <fieldset class="stars"><legend>${t("own")}</legend>${[null, ...STARS].map((n) => html`<label><input type="radio" name="own" .checked=${live((row.own_score ?? null) === n)} @change=${() => this.#change({ own_score: n })} />${n ? `${n} ★` : t("none")}</label>`)}</fieldset>
      <span class="wide soft small" role="status" id="said">${this.said || t("saves_itself")}</span>
      <datalist id="reasons">${reasonsFor(this.criteria).map((reason) => html`<option value=${reason}></option>`)}</datalist></form>`;
  }

  async #change(change) {
    this.said = "";
    const before = this.row.file;
    await this.#try(async () => {
      this.row = { ...this.row, ...(await patch(this.src, change)) };
      this.said = t("saved");
      // A first decision shows who it is.
      if (this.row.file !== before && this.row.state === "scored") {
        this.#show(await get(`${this.src}/text`));
        this.#loadPages(this.src);
      }
    });
    if (this.problem?.status === 412) {
      const problem = this.problem;
      await this.load();
      this.problem ??= problem;
    }
  }

  #beside(id) {
    return `#/${this.src.replace(/^.*v1\//, "").replace(/[^/]*$/, encodeURIComponent(id))}`;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #key(event) {
    const action = actionOf(event);
    if (!action || action === "open" || action === "select" || !this.row || !this.checkVisibility?.()) return;
    event.preventDefault();
    if (action === "help") this.renderRoot.querySelector("ats-keys").open();
    else if (action === "next" || action === "previous") this.#tell("step", action === "next" ? 1 : -1);
    else if (action === "note") this.renderRoot.querySelector("textarea").focus();
    else if (action === "compare") this.#tell("compare");
    else this.#change({ stage: action });
    if (action === "declined") this.renderRoot.querySelector("[name=reason]").focus();
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

const sheets = (text) => text.split("\f").flatMap((page, n) => (n ? [html`<hr />`, page] : [page]));

// The service counts characters, the browser halves of some. What comes first in the list wins where two overlap.
function placesIn(text, wanted) {
  const characters = [...text];
  const at = (count) => characters.slice(0, count).join("").length;
  const places = [];
  for (const one of wanted) {
    const [from, to] = [at(one.begin), at(one.end)];
    if (to > from && places.every((other) => to <= other.from || other.to <= from)) places.push({ ...one, from, to });
  }
  return places.sort((a, b) => a.from - b.from);
}

customElements.define("ats-candidate", AtsCandidate);
