import { LitElement, css, html } from "./lit.js";
import { filesOf, get, place, post } from "./api.js";
import { problemBox } from "./parts.js";
import { date, t } from "./texts.js";
import { shared } from "./style.js";
import { send } from "./upload.js";
import { dropOne, keepOne, keptList } from "./kept.js";
import "./criteria.js";

const EXAMPLE = { job: "job.txt", resumes: ["ada-winter.txt", "bo-lindqvist.txt", "cem-aydin.txt", "dana-ortiz.txt", "emil-kranz.txt", "letter.pdf"] };
const SHOWN_FILES = 8;
const PRESETS = "presets";

// From a job description over its criteria to a new ranking; the event `ranking` tells its id.
// `from` is a ranking whose criteria are taken over.
export class AtsStart extends LitElement {
  static properties = {
    from: {}, rankings: { state: true }, criteria: { state: true }, lint: { state: true }, files: { state: true },
    busy: { state: true }, problem: { state: true }, over: { state: true }, job: { state: true },
    told: { state: true },
  };

  static styles = [shared, css`
    .page { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: 1.5rem; align-items: start; }
    .hero { margin: 1.2rem 0 1.4rem; }
    .hero h1 { font-size: 2rem; } .hero p { font-size: 1.1rem; margin: .4rem 0 0; }
    .wide { grid-column: 1 / -1; } .page.begun { grid-template-columns: minmax(0, 1fr); gap: 0; } .begun .hero { margin: 1rem 0; } .begun .hero h1 { font-size: 1.5rem; } .begun aside { display: none; } summary { cursor: pointer; }
    .drop { border: 1.5px dashed var(--edge); border-radius: var(--radius); padding: 1rem; background: var(--panel); }
    .drop.over { border-color: var(--accent); background: var(--tint); }
    .step { display: flex; gap: .6rem; align-items: baseline; }
    .step b { border: 1.5px solid var(--accent); color: var(--accent); border-radius: 50%; width: 1.7rem; height: 1.7rem; display: inline-grid; place-items: center; font-size: .9rem; flex: none; }
    .later { opacity: 1; color: var(--soft); } .later b { border-color: var(--edge); color: var(--soft); }
    textarea { min-height: 11rem; margin-top: .3rem; }
    ul { padding: 0; margin: 0; list-style: none; }
    .list li { border-top: 1px solid var(--line); padding: .6rem 0; } .list li:first-child { border: 0; padding-top: 0; }
    .list a:not(.small) { font-weight: 600; overflow-wrap: anywhere; }
    .files { columns: 2 14rem; margin: .6rem 0 0; } .files li { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .or { margin: .7rem 0 0; }
    @media (max-width: 60rem) { .page { grid-template-columns: minmax(0, 1fr); } .hero h1 { font-size: 1.6rem; } }
  `];

  constructor() {
    super();
    this.files = [];
    this.lint = [];
    this.criteria = null;
    this.rankings = null;
    this.over = "";
    this.job = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  willUpdate(changed) {
    if (changed.has("from") && this.from) this.#takeOver(this.from);
  }

  async load() {
    await this.#try(async () => {
      this.rankings = (await get("v1/rankings")).rankings;
    });
  }

  render() {
    const first = this.rankings?.length === 0;
    return html`
      ${problemBox(this.problem, this.load)}
      <div class="page ${this.criteria ? "begun" : ""}">
        <div class="wide hero"><h1>${t(this.criteria ? "new_ranking" : "tagline")}</h1>${this.criteria ? "" : html`<p class="soft">${t("promise")}</p>`}</div>
        <div>${this.#job()} ${this.criteria ? this.#rest() : this.#later()}</div>
        <aside>
          ${this.#presets()}
          <section class="card" aria-labelledby="first"><h2 id="first">${t(first ? "first_time" : "example_title")}</h2><p class="soft">${t("example_hint")}</p>
            <button id="example" class=${first ? "main" : ""} @click=${this.#example} ?disabled=${this.busy}>${t("example")}</button></section>
          <section class="card" aria-labelledby="yours"><h2 id="yours">${t("rankings")}</h2>
            ${this.rankings?.length ? html`<ul class="list">${this.rankings.map((one) => this.#ranking(one))}</ul>` : html`<p class="soft">${t(this.rankings ? "none_yet" : "loading")}</p>`}</section>
        </aside>
      </div>`;
  }

  #ranking(one) {
    return html`<li><a href=${`#/rankings/${encodeURIComponent(one.id)}`}>${one.name || one.id}</a>
      <div class="soft small">${t(`state_${one.state}`)} · ${date(one.created)}</div><div class="soft small">${t("counts", one.counts)}</div><a class="small" href=${`#/?from=${encodeURIComponent(one.id)}`}>${t("use_criteria")}</a></li>`;
  }

  #presets() {
    const presets = keptList(PRESETS).filter((one) => Array.isArray(one.criteria));
    if (!presets.length) return "";
    return html`<section class="card" aria-labelledby="presets"><h2 id="presets">${t("presets")}</h2><ul class="list">${presets.map((one) => html`<li class="row apart">
      <button class="quiet" data-preset=${one.name} @click=${() => this.#begin(one.criteria)}>${one.name}</button>
      <button class="quiet" aria-label=${t("remove", { what: one.name })} @click=${() => { dropOne(PRESETS, one); this.requestUpdate(); }}>×</button></li>`)}</ul></section>`;
  }

  #begin(criteria) {
    this.criteria = criteria;
    this.lint = [];
  }

  #keepPreset(event) {
    event.preventDefault();
    const name = new FormData(event.target).get("name").trim();
    this.told = t(keepOne(PRESETS, { name, criteria: this.criteria }) ? "preset_kept" : "keeps_nothing", { name });
  }

  #step(n, what, later = false) {
    return html`<h2 class="step ${later ? "later" : ""}"><b aria-hidden="true">${n}</b>${t(what)}</h2>`;
  }

  #later() {
    return html`<section class="card later">${this.#step(2, "criteria", true)}<p>${t("criteria_hint")}</p>${this.#step(3, "resumes", true)}<p>${t("resumes_later")}</p></section>`;
  }

  #job() {
    const inner = this.#drop("job", (files) => this.#readJob(files[0]), html`
        <label for="job">${t("job_hint")}</label>
        <textarea id="job" rows="8" .value=${this.job} @input=${(e) => (this.job = e.target.value)} placeholder=${t("job_placeholder")}></textarea>
        <div class="row or">
          <button class="main" id="read" @click=${() => this.#readJob()} ?disabled=${this.busy || !this.job.trim()}>${this.busy ? t("reading") : t("read_job")}</button>
          ${this.criteria ? "" : html`<button id="blank" @click=${() => this.#begin([])}>${t("write_criteria")}</button>`}
          <label class="button">${t("choose_job")}<input type="file" id="job-file" @change=${(e) => e.target.files[0] && this.#readJob(e.target.files[0])} /></label>
        </div>`);
    // Once it is read, the criteria are what counts.
    return this.criteria
      ? html`<details class="card"><summary>${t("job_again")}</summary><p></p>${inner}</details>`
      : html`<section class="card">${this.#step(1, "job")}${inner}</section>`;
  }

  #rest() {
    const size = this.files.reduce((sum, file) => sum + file.size, 0);
    return html`<section class="card">${this.#step(2, "criteria")}<p class="soft">${t("criteria_edit")}</p>
      <ats-criteria .criteria=${this.criteria} .lint=${this.lint} @change=${(e) => e.detail && (this.criteria = e.detail)}></ats-criteria>
      <details class="small"><summary>${t("keep_preset")}</summary><form class="row or" @submit=${this.#keepPreset}><label>${t("name")} <input name="name" required maxlength="80" /></label>
        <button id="preset-keep">${t("keep")}</button><span role="status">${this.told}</span></form></details></section>
      <section class="card">${this.#step(3, "resumes")}
      ${this.#drop("resumes", (files) => this.#take(files), html`
        <p>${t("resumes_hint")}</p>
        <div class="row">
          <label class="button">${t("choose_files")}<input type="file" multiple id="resumes" @change=${(e) => this.#take(e.target.files)} /></label>
          <label class="button">${t("choose_folder")}<input type="file" webkitdirectory @change=${(e) => this.#take(e.target.files)} /></label>
          <span role="status">${t("files_chosen", { n: this.files.length, mb: Math.ceil(size / 1e5) / 10 })}</span>
          ${this.files.length ? html`<button class="quiet" @click=${() => (this.files = [])}>${t("clear")}</button>` : ""}
        </div>
        ${this.files.length ? html`<ul class="files small">${this.files.slice(0, SHOWN_FILES).map((file) => html`<li>${file.name}</li>`)}
          ${this.files.length > SHOWN_FILES ? html`<li class="soft">${t("more_files", { n: this.files.length - SHOWN_FILES })}</li>` : ""}</ul>` : ""}`)}
      <p></p>
      <div class="row">
        <label>${t("name")} <input id="name" maxlength="200" /></label>
        <label><input id="blind" type="checkbox" checked /> ${t("blind")}</label>
      </div><p></p>
      <button class="main" id="start" @click=${() => this.#start()} ?disabled=${this.busy || !this.files.length || !this.criteria.length}>
        ${t(this.files.length ? "start" : "start_none", { n: this.files.length })}</button></section>`;
  }

  #drop(name, take, inner) {
    return html`<div class="drop ${this.over === name ? "over" : ""}"
      @dragover=${(e) => { e.preventDefault(); this.over = name; }}
      @dragleave=${() => (this.over = "")}
      @drop=${async (e) => { e.preventDefault(); this.over = ""; const files = await filesOf(e.dataTransfer); if (files.length) take(files); }}>${inner}</div>`;
  }

  #take(files) {
    this.files = [...this.files, ...files];
  }

  #readJob(file) {
    const form = new FormData();
    if (file) form.append("file", file, file.name);
    else form.append("text", this.job);
    return this.#try(async () => {
      const found = await post("v1/criteria", form);
      this.criteria = found.criteria;
      this.lint = found.lint;
    });
  }

  #takeOver(ranking) {
    return this.#try(async () => {
      const found = await get(`v1/rankings/${encodeURIComponent(ranking)}`);
      this.criteria = found.criteria;
      this.lint = found.lint;
    });
  }

  #start(name = this.renderRoot.querySelector("#name").value, blind = this.renderRoot.querySelector("#blind").checked) {
    if (this.criteria.some((one) => !one.text.trim())) {
      this.problem = { message: t("empty_criterion") };
      return undefined;
    }
    const form = new FormData();
    form.append("criteria", JSON.stringify(this.criteria));
    form.append("options", JSON.stringify({ name: name.trim() || this.#role(), blind }));
    return this.#try(async () => {
      const { id } = await post("v1/rankings", form);
      send(`v1/rankings/${encodeURIComponent(id)}`, this.files);
      this.dispatchEvent(new CustomEvent("ranking", { detail: id, bubbles: true, composed: true }));
    });
  }

  #role() {
    return (this.criteria.find((one) => one.kind === "role") ?? this.criteria[0]).text.slice(0, 200);
  }

  async #example() {
    await this.#try(async () => {
      const read = async (name) => new File([await (await fetch(place(`page/example/${name}`))).blob()], name);
      await this.#readJob(await read(EXAMPLE.job));
      this.files = await Promise.all(EXAMPLE.resumes.map(read));
    });
    if (!this.problem) await this.#start(t("example_name"), false);
  }

  async #try(work) {
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("ats-start", AtsStart);
