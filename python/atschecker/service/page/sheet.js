import { LitElement, css, html, svg } from "./lit.js";
import { place, picture } from "./api.js";
import { t } from "./texts.js";
import { shared } from "./style.js";

// A page of a resume as a picture, with the places of the quotes. `sheet` is a page as `.../pages` tells it, `base` the address
// of `.../pages`, `criterion` the one whose quotes are marked; `leads` brings the first mark into sight.
export class AtsSheet extends LitElement {
  static properties = { sheet: { attribute: false }, base: {}, criterion: {}, leads: { type: Boolean }, url: { state: true } };
  static styles = [shared, css`
    svg { display: block; width: 100%; height: auto; background: #fff; border: 1px solid var(--line); }
    rect { fill: #ffe58a; mix-blend-mode: multiply; stroke: #8a5a00; stroke-width: 1px; vector-effect: non-scaling-stroke; }
    @media (forced-colors: active) { rect { fill: Highlight; stroke: Highlight; } }
  `];

  connectedCallback() {
    super.connectedCallback();
    // A resume may have many pages: only what is looked at is rendered and sent.
    this.sight = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load());
    this.sight.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sight.disconnect();
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = null;
  }

  updated(changed) {
    if (this.leads && (changed.has("criterion") || changed.has("sheet"))) this.reveal();
  }

  reveal() {
    this.renderRoot.querySelector("rect")?.scrollIntoView({ block: "center" });
  }

  async #load() {
    this.sight.disconnect();
    try {
      this.url = await picture(new URL(this.sheet.image, place(this.base)).href);
    } catch {
      this.url = null; // The text stands beside it.
    }
  }

  render() {
    const { number, width, height } = this.sheet;
    return html`<svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${t("sheet", { n: number })}>
      ${this.url ? svg`<image href=${this.url} width=${width} height=${height} />` : ""}
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" width="100%" height="100%">${boxesOf(this.sheet, this.criterion).map(([x0, y0, x1, y1]) =>
        svg`<rect x=${x0} y=${y0} width=${x1 - x0} height=${y1 - y0} />`)}</svg></svg>`;
  }
}

export const boxesOf = (sheet, criterion) => (sheet.marks ?? []).filter((one) => one.criterion === criterion).flatMap((one) => one.boxes);

customElements.define("ats-sheet", AtsSheet);
