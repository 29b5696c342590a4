import { LitElement, css, html } from "./lit.js";
import { filesOf, get, place, post } from "./api.js";
import { t, told } from "./texts.js";
import { shared } from "./style.js";
import "./criteria.js";

const EXAMPLE = { job: "job.txt", resumes: ["ada-winter.txt", "bo-lindqvist.txt", "cem-aydin.txt"] };

// From a job description over its criteria to a new ranking; the event `ranking` tells its id.
export class AtsStart extends LitElement {
  static properties = {
    rankings: { state: true }, criteria: { state: true }, lint: { state: true }, files: { state: true },
    busy: { state: true }, problem: { state: true }, over: { state: true },
  };

  static styles = [shared, css`.two { display: grid; gap: 1rem; } ul { padding-left: 1.2rem; }`];

  constructor() {
    super();
    this.files = [];
    this.lint = [];
    this.criteria = null;
    this.rankings = null;
    this.over = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    await this.#try(async () => {
      this.rankings = (await get("v1/rankings")).rankings;
    });
  }

  render() {
    return html`
      <h1>atschecker</h1>
      <p>${t("tagline")} <button @click=${this.#example} ?disabled=${this.busy}>${t("example")}</button></p>
      <div role="alert">${this.problem ? html`<p class="panel problem">${told(this.problem)} <button @click=${this.load}>${t("retry")}</button></p>` : ""}</div>
      ${this.#job()} ${this.criteria ? this.#rest() : ""}
      <h2>${t("rankings")}</h2>
      ${this.rankings?.length
        ? html`<ul>${this.rankings.map((one) => html`<li><a href=${`#/rankings/${encodeURIComponent(one.id)}`}>${one.name || one.id}</a>
            <span class="soft">${t(`state_${one.state}`)} · ${t("counts", one.counts)}</span></li>`)}</ul>`
        : html`<p class="soft">${t("none_yet")}</p>`}`;
  }

  #job() {
    return html`<h2>${t("job")}</h2>
      ${this.#drop("job", (files) => this.#readJob(files[0]), html`
        <p>${t("job_hint")}</p>
        <label class="row">${t("choose_job")} <input type="file" id="job-file" @change=${(e) => e.target.files[0] && this.#readJob(e.target.files[0])} /></label>
        <label>${t("job_text")}<textarea id="job" rows="6"></textarea></label>
        <button class="main" id="read" @click=${() => this.#readJob()} ?disabled=${this.busy}>${this.busy ? t("reading") : t("read_job")}</button>`)}`;
  }

  #rest() {
    return html`<h2>${t("criteria")}</h2>
      <ats-criteria .criteria=${this.criteria} .lint=${this.lint} @change=${(e) => e.detail && (this.criteria = e.detail)}></ats-criteria>
      <h2>${t("resumes")}</h2>
      ${this.#drop("resumes", (files) => this.#take(files), html`
        <p>${t("resumes_hint")}</p>
        <div class="row">
          <label>${t("choose_files")} <input type="file" multiple id="resumes" @change=${(e) => this.#take(e.target.files)} /></label>
          <label>${t("choose_folder")} <input type="file" webkitdirectory @change=${(e) => this.#take(e.target.files)} /></label>
        </div>
        <p role="status">${t("files_chosen", { n: this.files.length })}</p>
        <ul>${this.files.slice(0, 20).map((file) => html`<li>${file.name}</li>`)}</ul>`)}
      <div class="row">
        <label>${t("name")} <input id="name" maxlength="200" /></label>
        <label><input id="blind" type="checkbox" checked /> ${t("blind")}</label>
        <button class="main" id="start" @click=${() => this.#start()} ?disabled=${this.busy || !this.files.length || !this.criteria.length}>
          ${t("start", { n: this.files.length })}</button>
      </div>`;
  }

  #drop(name, take, inner) {
    return html`<div class="panel drop ${this.over === name ? "over" : ""}"
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
    else form.append("text", this.renderRoot.querySelector("#job").value);
    return this.#try(async () => {
      const found = await post("v1/criteria", form);
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
    form.append("options", JSON.stringify({ name, blind }));
    for (const file of this.files) form.append("resumes", file, file.name);
    return this.#try(async () => {
      const { id } = await post("v1/rankings", form);
      this.dispatchEvent(new CustomEvent("ranking", { detail: id, bubbles: true, composed: true }));
    });
  }

  async #example() {
    await this.#try(async () => {
      const read = async (name) => new File([await (await fetch(place(`page/example/${name}`))).blob()], name, { type: "text/plain" });
      await this.#readJob(await read(EXAMPLE.job));
      this.files = await Promise.all(EXAMPLE.resumes.map(read));
    });
    if (!this.problem) await this.#start(t("example"), false);
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
