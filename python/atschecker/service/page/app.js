import { LitElement, css, html } from "./lit.js";
import { get, setKey } from "./api.js";
import { language, t } from "./texts.js";
import { shared } from "./style.js";
import "./start.js";
import "./ranking.js";
import "./candidate.js";

const path = (id) => `v1/rankings/${encodeURIComponent(id)}`;

// Leads between the elements by the part of the address after "#", so that each view can be kept and sent.
class AtsApp extends LitElement {
  static properties = { route: { state: true }, criteria: { state: true }, locked: { state: true }, ids: { state: true } };
  static styles = [shared, css`main { max-width: 90rem; margin: auto; padding: .8rem; } form { display: flex; gap: .6rem; flex-wrap: wrap; }`];

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
    this.route = routeOf(location.hash);
    document.title = "atschecker";
    try {
      await this.#prepare(this.route);
    } catch (problem) {
      // The elements tell of all else where it happened to them.
      this.locked = problem.status === 401;
    }
    await this.updateComplete;
    this.renderRoot.querySelector("main").focus();
  }

  async #prepare({ ranking, row }) {
    if (!ranking) {
      await get("v1/rankings");
      return;
    }
    const found = await get(path(ranking));
    this.criteria = found.criteria;
    document.title = `${found.name || found.id} – atschecker`;
    if (row && !this.ids.includes(row)) this.ids = (await get(`${path(ranking)}/rows?limit=200`)).rows.map((one) => one.id);
  }

  render() {
    const { ranking, row, view } = this.route;
    return html`<main tabindex="-1">
      ${ranking ? html`<nav><a href="#/">${t("home")}</a>${row ? html` · <a href=${`#/rankings/${encodeURIComponent(ranking)}${query(this.last ?? {})}`}>${t("back")}</a>` : ""}</nav>` : ""}
      ${this.locked ? this.#lock() : !ranking
        ? html`<ats-start @ranking=${(e) => (location.hash = `/rankings/${encodeURIComponent(e.detail)}`)}></ats-start>`
        : row
          ? html`<ats-candidate src=${`${path(ranking)}/rows/${encodeURIComponent(row)}`} .criteria=${this.criteria} .criterion=${view.criterion ?? ""} @step=${this.#step}></ats-candidate>`
          : html`<ats-ranking src=${path(ranking)} .view=${view} @open=${this.#open} @view=${this.#look} @gone=${() => (location.hash = "/")}></ats-ranking>`}
    </main>`;
  }

  #lock() {
    return html`<h1>atschecker</h1><p>${t("key_needed")}</p>
      <form @submit=${(e) => { e.preventDefault(); setKey(new FormData(e.target).get("key")); location.reload(); }}>
        <label>${t("key")} <input name="key" type="password" autocomplete="current-password" required /></label><button class="main">${t("use_key")}</button></form>`;
  }

  #open({ detail }) {
    this.ids = detail.ids;
    this.last = this.route.view;
    location.hash = `/rankings/${encodeURIComponent(this.route.ranking)}/rows/${encodeURIComponent(detail.row)}${query({ criterion: detail.criterion })}`;
  }

  // What is typed or sorted is no step of its own for the browser's Back.
  #look({ detail }) {
    this.route = { ...this.route, view: detail };
    history.replaceState(null, "", `#/rankings/${encodeURIComponent(this.route.ranking)}${query(detail)}`);
  }

  #step({ detail }) {
    const next = this.ids[this.ids.indexOf(this.route.row) + detail];
    if (next) location.hash = `/rankings/${encodeURIComponent(this.route.ranking)}/rows/${encodeURIComponent(next)}`;
  }
}

function query(view) {
  const text = new URLSearchParams(Object.entries(view).filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

function routeOf(hash) {
  const [route, rest = ""] = hash.replace(/^#/, "").split("?");
  const [, rankings, ranking, rows, row] = route.split("/");
  const view = Object.fromEntries(new URLSearchParams(rest));
  if (rankings !== "rankings" || !ranking) return { view };
  return { ranking: decodeURIComponent(ranking), row: rows === "rows" && row ? decodeURIComponent(row) : undefined, view };
}

customElements.define("ats-app", AtsApp);
