import { LitElement, css, html, live } from "./lit.js";
import { download, get, patch } from "./api.js";
import { STAGES, actionOf } from "./decide.js";
import { number, t, told } from "./texts.js";
import { shared } from "./style.js";

// One candidate with the evidence for each score. `src` is the address of the row, `criteria` those of the ranking,
// `criterion` the one whose quote is shown. The event `step` asks for the one before (-1) or after (1).
export class AtsCandidate extends LitElement {
  static properties = {
    src: {}, criteria: { attribute: false }, criterion: {}, row: { state: true }, text: { state: true }, problem: { state: true },
    said: { state: true }, helps: { state: true },
  };

  static styles = [shared, css`
    .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; align-items: start; }
    @media (max-width: 60rem) { .two { grid-template-columns: minmax(0, 1fr); } }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; max-height: 75vh; overflow: auto; }
    blockquote { margin: .2rem 0; padding-left: .6rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
    article[aria-current="true"] { outline: 2px solid var(--accent); }
    article h3 { margin: 0; font-size: 1rem; }
    form label { display: block; margin: .4rem 0; }
    .score { font-weight: 700; font-size: 1.1rem; }
  `];

  constructor() {
    super();
    this.criteria = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.onkey = (event) => this.#key(event);
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
      this.said = "";
      this.load();
    }
  }

  updated(changed) {
    if (changed.has("text") || changed.has("criterion") || changed.has("row")) {
      this.renderRoot.querySelector("mark")?.scrollIntoView({ block: "center" });
    }
  }

  async load() {
    const src = this.src;
    await this.#try(async () => {
      const row = await get(src);
      if (src !== this.src) return;
      this.row = row;
      if (row.state === "failed") return;
      const { text } = await get(`${src}/text`);
      if (src === this.src) this.text = text;
    });
  }

  render() {
    if (!this.row) return html`<div role="alert">${this.#problem()}</div>${this.problem ? "" : html`<p role="status">${t("loading")}</p>`}`;
    const row = this.row;
    return html`
      <div class="row">
        <button @click=${() => this.#step(-1)}>${t("previous")}</button><button @click=${() => this.#step(1)}>${t("next")}</button>
        <button aria-expanded=${Boolean(this.helps)} @click=${() => (this.helps = !this.helps)}>${t("help")} ?</button>
      </div>
      <h1 tabindex="-1">${row.file}</h1>
      <p>${t("rank")} ${row.rank ?? "–"} · ${t("total")} ${row.total == null ? t(row.state) : `${number(row.total)} %`} · ${t(`stage_${row.stage ?? "new"}`)}</p>
      <div role="alert">${this.#problem()}</div>
      ${this.helps ? html`<p class="panel" role="status">${t("keys")}</p>` : ""}
      ${row.error ? html`<p class="panel problem">✕ ${row.error.message} <span class="soft">(${row.error.code})</span></p>` : ""}
      ${(row.findings ?? []).map((one) => html`<p class="panel problem">⚠ ${one.message || one.kind}${one.words ? html` “${one.words}”` : ""}</p>`)}
      ${row.duplicates?.length ? html`<p>${t("duplicates")} ${row.duplicates.map((id, n) => html`<a href=${this.#beside(id)}>${n + 1}</a> `)}</p>` : ""}
      <div class="two">
        <div>${this.#decision()}<h2>${t("scores")}</h2>${this.criteria.map((one) => this.#score(one))}</div>
        <section aria-label=${t("text")}><div class="row"><h2>${t("text")}</h2>
          <button @click=${() => this.#try(() => download(`${this.src}/file`, row.file))}>${t("original")}</button></div>
          ${this.text == null ? "" : this.#marked()}</section>
      </div>`;
  }

  #problem() {
    return this.problem ? html`<p class="panel problem">${told(this.problem)} <button @click=${this.load}>${t("retry")}</button></p>` : "";
  }

  #score(criterion) {
    const score = this.row.scores?.find((one) => one.criterion_id === criterion.id);
    const current = criterion.id === this.criterion;
    return html`<article class="panel" aria-current=${current}>
      <h3>${criterion.text} <span class="soft">${t(criterion.importance)}</span></h3>
      <div class="score" aria-label=${`${t("score")} ${score?.score ?? "–"}`} role="img">${score?.score == null ? "–" : number(score.score)} / 5</div>
      ${score?.reason ? html`<div>${score.reason}</div>` : ""}
      ${score?.quote ? html`<blockquote>“${score.quote}”${score.page ? html` <span class="soft">${t("page", { n: score.page })}</span>` : ""}</blockquote>
        <button aria-pressed=${current} @click=${() => (this.criterion = criterion.id)}>${t("show_quote")}</button>` : html`<div class="soft">${t("no_evidence")}</div>`}
      ${score?.years ? html`<div>${yearsText(score.years)}</div>` : ""}
    </article>`;
  }

  #marked() {
    const quote = this.row.scores?.find((one) => one.criterion_id === this.criterion)?.quote;
    const found = quote && place(this.text, quote);
    const [from, to] = found || [0, 0];
    return html`${quote && !found ? html`<p class="warn">${t("no_quote")}</p>` : ""}
      <pre class="panel" tabindex="0" role="region" aria-label=${t("text")}>${this.text.slice(0, from)}${found ? html`<mark>${this.text.slice(from, to)}</mark>` : ""}${this.text.slice(to)}</pre>`;
  }

  #decision() {
    const row = this.row;
    return html`<form class="panel" @submit=${this.#save}>
      <h2>${t("decide")}</h2>
      <div class="row" role="group" aria-label=${t("stage")}>${STAGES.map((stage) => html`<button type="button" data-stage=${stage} aria-pressed=${(row.stage ?? "new") === stage}
        @click=${() => this.#change({ stage })}>${t(`stage_${stage}`)}</button>`)}</div>
      <label>${t("reason")} <input name="reason" .value=${live(row.reason ?? "")} /></label>
      <label>${t("note")} <textarea name="note" rows="2" .value=${live(row.note ?? "")}></textarea></label>
      <label>${t("tags")} <input name="tags" .value=${live((row.tags ?? []).join(", "))} /></label>
      <label>${t("own")} <select name="own"><option value="">${t("none")}</option>
        ${[1, 2, 3, 4, 5].map((n) => html`<option value=${n} ?selected=${row.own_score === n}>${t("stars", { n })}</option>`)}</select></label>
      <button class="main">${t("save")}</button> <span role="status">${this.said}</span></form>`;
  }

  #save(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    this.#change({
      reason: data.get("reason"), note: data.get("note"), own_score: data.get("own") ? Number(data.get("own")) : null,
      tags: data.get("tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    });
  }

  async #change(change) {
    this.said = "";
    await this.#try(async () => {
      this.row = { ...this.row, ...(await patch(this.src, change)) };
      this.said = t("saved");
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

  #step(by) {
    this.dispatchEvent(new CustomEvent("step", { detail: by, bubbles: true, composed: true }));
  }

  #key(event) {
    const action = actionOf(event);
    if (!action || action === "open" || !this.row || !this.checkVisibility?.()) return;
    event.preventDefault();
    if (action === "help") this.helps = !this.helps;
    else if (action === "next" || action === "previous") this.#step(action === "next" ? 1 : -1);
    else if (action === "note") this.renderRoot.querySelector("textarea").focus();
    else this.#change({ stage: action });
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

const yearsText = (years) => (typeof years === "number" ? t("years", { n: number(years) }) : Array.isArray(years) ? years.join(", ") : t("years", { n: years.total ?? years.text ?? "" }));

// Where the words of the quote stand one after the other; a line of the text may end between them.
function place(text, quote) {
  const words = quote.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(words.join("\\s+"), "iu").exec(text);
  return found && [found.index, found.index + found[0].length];
}

customElements.define("ats-candidate", AtsCandidate);
