import { html, nothing } from "./lit.js";
import { number, t, told } from "./texts.js";

export const scoreOf = (row, criterion) => row.scores?.find((score) => score.criterion_id === criterion && score.score != null);

export const shareOf = (criteria, one) => {
  const sum = criteria.reduce((all, each) => all + Number(each.weight), 0);
  return sum ? (100 * one.weight) / sum : 0;
};

export const percent = (value) => `${number(value)} %`;

// A score with its depth of colour; the number is what counts, and the sign what is missing.
export function chip(score, importance) {
  const lacks = score && importance === "must" && score.score === 0;
  const level = score ? Math.round(score.score) : "none";
  return { lacks, level, text: score ? `${lacks ? "△ " : ""}${number(score.score)}` : "–" };
}

export const chipTag = (score, importance) => {
  const { lacks, level, text } = chip(score, importance);
  return html`<span class="chip ${lacks ? "lacks" : ""}" data-level=${level}>${text}<span class="hidden"> ${t("of_five")}</span></span>`;
};

export const problemBox = (problem, retry) => html`<div role="alert">${problem
  ? html`<div class="panel problem row apart"><span>${told(problem)}</span>${retry ? html`<button @click=${retry}>${t("retry")}</button>` : nothing}</div>`
  : nothing}</div>`;

export const nameOf = (criteria, id) => criteria.find((one) => one.id === id)?.text ?? id;
const namesOf = (criteria, ids) => ids.map((id) => nameOf(criteria, id)).join(", ");

export const findingText = (finding) => t(`find_${finding.kind}`) || finding.message || finding.kind;

// What a person should know of a row before its score: [sign, class, text].
export function remarksOf(row, criteria) {
  const remarks = [];
  if (row.error) remarks.push(["✕", "alarm", row.error.message]);
  for (const one of row.findings ?? []) remarks.push(["⚠", "warn", findingText(one)]);
  if (row.must_haves_missing?.length) remarks.push(["△", "warn", t("missing", { what: namesOf(criteria, row.must_haves_missing) })]);
  if (row.must_haves_contradicted?.length) remarks.push(["✕", "alarm", t("contradicted", { what: namesOf(criteria, row.must_haves_contradicted) })]);
  if (row.near_misses?.length) remarks.push(["≈", "", t("near", { what: namesOf(criteria, row.near_misses) })]);
  if (row.duplicates?.length) remarks.push(["⧉", "", t("twice", { n: row.duplicates.length })]);
  return remarks;
}

export const stageText = (row) => t(`stage_${row.stage ?? "new"}`);

// Reasons that stand in a record of a decision are about the work.
export const reasonsFor = (criteria) => [
  ...criteria.filter((one) => one.importance === "must").map((one) => t("reason_missing", { what: one.text })),
  ...criteria.map((one) => t("reason_others", { what: one.text })),
  t("reason_filled"), t("reason_withdrew"),
];

export const costText = ({ cost, engine }) => (cost == null ? t(engine === "offline" ? "cost_free" : "cost_none") : t("cost", { cost: new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumFractionDigits: 4 }).format(cost) }));
