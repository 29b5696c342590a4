// All that the elements know of the service: where it is, its key, and which version of a thing was last seen.

const BASE = new URL("..", import.meta.url);
const KEY = "ats-key";
const seen = new Map();

export class Problem extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const place = (path) => new URL(path.replace(/^\//, ""), BASE).href;

export function setKey(key) {
  sessionStorage.setItem(KEY, key);
}

async function ask(method, path, body, cache = "no-store") {
  const url = path.startsWith("http") ? path : place(path);
  // A key is for the service that this page came from, whatever an attribute names.
  if (new URL(url).origin !== BASE.origin) throw new Problem(0, "foreign", path);
  const headers = {};
  const key = sessionStorage.getItem(KEY);
  if (key) headers.authorization = `Bearer ${key}`;
  if (body !== undefined && !(body instanceof FormData)) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(body);
  }
  if (method === "PATCH" && seen.has(url)) headers["if-match"] = seen.get(url);
  let response;
  try {
    response = await fetch(url, { method, headers, body, cache });
  } catch {
    throw new Problem(0, "offline", "");
  }
  if (!response.ok) throw await problemOf(response);
  const tag = response.headers.get("etag");
  if (tag && (method === "GET" || method === "PATCH")) seen.set(url, tag);
  return response;
}

async function problemOf(response) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // What a proxy answers is no JSON: the status says it all.
  }
  const error = told.error ?? told;
  return new Problem(response.status, error.code ?? "", error.message ?? error.detail ?? response.statusText);
}

async function json(method, path, body) {
  const response = await ask(method, path, body);
  return response.status === 204 ? null : response.json();
}

export const get = (path) => json("GET", path);
export const post = (path, body) => json("POST", path, body);
export const patch = (path, body) => json("PATCH", path, body);
export const remove = (path) => json("DELETE", path);

export async function allRows(ranking) {
  const rows = [];
  let cursor = "";
  do {
    const page = await get(`${ranking}/rows?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    rows.push(...page.rows);
    cursor = page.next ?? "";
  } while (cursor);
  return rows;
}

// The address of a picture in this page; the browser asks again only for what has changed.
export async function picture(path) {
  return URL.createObjectURL(await (await ask("GET", path, undefined, "default")).blob());
}

export async function download(path, name, body) {
  const response = await ask(body ? "POST" : "GET", path, body);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A dropped folder is walked; what is no file or folder is left out.
export async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  // A reader gives a folder in parts, and an empty part at its end.
  for (;;) {
    const part = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!part.length) return found;
    found.push(...(await Promise.all(part.map(walk))).flat());
  }
}
