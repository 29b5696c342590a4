import { LitElement, css, html } from "./lit.js";
import { allRows, get, setKey } from "./api.js";
import { language, t } from "./texts.js";
import { shared } from "./style.js";
import "./keys.js";
import "./start.js";
import "./ranking.js";
import "./candidate.js";
import "./compare.js";

const path = (id) => `v1/rankings/${encodeURIComponent(id)}`;

// Leads between the elements by the part of the address after "#", so that each view can be kept and sent.
class AtsApp extends LitElement {
  static properties = { route: { state: true }, criteria: { state: true }, name: { state: true }, locked: { state: true }, ids: { state: true } };
  static styles = [shared, css`
    header { border-bottom: 1px solid var(--line); padding: .55rem 1.2rem; display: flex; gap: .4rem 1rem; align-items: center; flex-wrap: wrap; }
    header .logo { font-weight: 700; color: var(--ink); text-decoration: none; display: inline-flex; gap: .5rem; align-items: center; }
    header img { width: 1.25rem; height: 1.25rem; } nav { display: flex; gap: .5rem; min-width: 0; overflow-wrap: anywhere; }
    main { max-width: 96rem; margin: auto; padding: 0 1.2rem 2rem; } main:focus { outline: none; }
    form { display: flex; gap: .6rem; flex-wrap: wrap; }
    @media (max-width: 45rem) { header, main { padding-inline: .8rem; } }
    @media print { header { display: none; } }
  `];

  constructor() {
    super();
    this.ids = [];
    this.criteria = [];
    this.route = routeOf(location.hash);
    addEventListener("hashchange", () => this.#moved());
    document.documentElement.lang = language;
  }

  firstUpdated() {
    this.#moved();
  }

  async #moved() {
    const before = this.route;
    this.route = routeOf(location.hash);
    try {
      await this.#prepare(this.route);
    } catch (problem) {
      // The elements tell of all else where it happened to them.
      this.locked = problem.status === 401;
    }
    await this.updateComplete;
    // Where one was in the table is the table's to show.
    if (before.ranking !== this.route.ranking || before.row !== this.route.row) this.renderRoot.querySelector("main").focus({ preventScroll: true });
  }

  async #prepare({ ranking, row }) {
    this.name = "";
    document.title = "atschecker";
    if (!ranking) {
      await get("v1/rankings");
      return;
    }
    const found = await get(path(ranking));
    this.criteria = found.criteria;
    this.name = found.name || found.id;
    document.title = `${this.name} – atschecker`;
    if (row && !this.ids.includes(row)) this.ids = (await allRows(path(ranking))).map((one) => one.id);
  }

  render() {
    const { ranking, row, rows } = this.route;
    return html`<header><a class="logo" href="#/"><img src=${new URL("icon.svg", import.meta.url).href} alt="" />atschecker</a>
        ${ranking ? html`<nav aria-label=${t("where")}><span aria-hidden="true">/</span>${row || rows ? html`<a href=${this.#back(ranking)}>${this.name || t("back")}</a>` : html`<a href="#/">${t("home")}</a>`}</nav>` : ""}</header>
      <main tabindex="-1">${this.locked ? this.#lock() : this.#view()}</main>`;
  }

  #view() {
    const { ranking, row, rows, view } = this.route;
    if (!ranking) return html`<ats-start .from=${view.from ?? ""} @ranking=${(e) => (location.hash = `/rankings/${encodeURIComponent(e.detail)}`)}></ats-start>`;
    if (rows) return html`<ats-compare src=${path(ranking)} rows=${rows} .criteria=${this.criteria}></ats-compare>`;
    if (!row) {
      return html`<ats-ranking src=${path(ranking)} .view=${view} .at=${this.last?.ranking === ranking ? this.last.row : null} @open=${this.#open} @view=${this.#look}
        @compare=${(e) => this.#compare(e.detail.ids)} @gone=${() => (location.hash = "/")}></ats-ranking>`;
    }
    const at = this.ids.indexOf(row);
    return html`<ats-candidate src=${`${path(ranking)}/rows/${encodeURIComponent(row)}`} .criteria=${this.criteria} .criterion=${view.criterion ?? ""}
      .place=${at < 0 ? "" : t("place", { n: at + 1, all: this.ids.length })} @step=${this.#step} @criterion=${this.#mark}
      @compare=${() => this.#compare([row, this.ids[at + 1] ?? this.ids[at - 1]].filter(Boolean))}></ats-candidate>`;
  }

  #lock() {
    return html`<h1>${t("key_needed")}</h1><p class="soft">${t("key_hint")}</p>
      <form @submit=${(e) => { e.preventDefault(); setKey(new FormData(e.target).get("key")); location.reload(); }}>
        <label>${t("key")} <input name="key" type="password" autocomplete="current-password" required /></label><button class="main">${t("use_key")}</button></form>`;
  }

  #back(ranking) {
    return `#/rankings/${encodeURIComponent(ranking)}${this.last?.ranking === ranking ? query(this.last.view) : ""}`;
  }

  #open({ detail }) {
    const { ranking, view } = this.route;
    this.ids = detail.ids;
    this.last = { ranking, view, row: detail.row };
    location.hash = `/rankings/${encodeURIComponent(ranking)}/rows/${encodeURIComponent(detail.row)}${query({ criterion: detail.criterion })}`;
  }

  #compare(ids) {
    const { ranking, row, view } = this.route;
    if (!row) this.last = { ranking, view };
    if (ids.length > 1) location.hash = `/rankings/${encodeURIComponent(ranking)}/compare/${ids.map(encodeURIComponent).join(",")}`;
  }

  // What is typed or sorted is no step of its own for the browser's Back.
  #look({ detail }) {
    this.route = { ...this.route, view: detail };
    history.replaceState(null, "", `#/rankings/${encodeURIComponent(this.route.ranking)}${query(detail)}`);
  }

  #mark({ detail }) {
    const { ranking, row } = this.route;
    this.route = { ...this.route, view: { criterion: detail } };
    history.replaceState(null, "", `#/rankings/${encodeURIComponent(ranking)}/rows/${encodeURIComponent(row)}${query({ criterion: detail })}`);
  }

  #step({ detail }) {
    const { ranking, row, view } = this.route;
    const next = this.ids[this.ids.indexOf(row) + detail];
    if (!next) return;
    if (this.last) this.last = { ...this.last, row: next };
    location.hash = `/rankings/${encodeURIComponent(ranking)}/rows/${encodeURIComponent(next)}${query(view)}`;
  }
}

function query(view) {
  const text = new URLSearchParams(Object.entries(view).filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

function routeOf(hash) {
  const [route, rest = ""] = hash.replace(/^#/, "").split("?");
  const [, rankings, ranking, what, id] = route.split("/");
  const view = Object.fromEntries(new URLSearchParams(rest));
  if (rankings !== "rankings" || !ranking) return { view };
  const named = id ? decodeURIComponent(id) : undefined;
  return { ranking: decodeURIComponent(ranking), row: what === "rows" ? named : undefined, rows: what === "compare" ? named : undefined, view };
}

customElements.define("ats-app", AtsApp);
