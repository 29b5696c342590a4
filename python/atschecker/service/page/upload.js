import { post } from "./api.js";

// Files go in parts, so that the first rows stand there while the others are still on their way.
const PART_FILES = 25;
const PART_BYTES = 16 << 20;

const underWay = new Map();
export const uploads = new EventTarget();
export const uploadOf = (ranking) => underWay.get(ranking);

addEventListener("beforeunload", (event) => {
  if ([...underWay.values()].some((one) => one.busy)) event.preventDefault();
});

export function send(ranking, files) {
  const before = underWay.get(ranking);
  const upload = before?.busy ? before : { sent: 0, total: 0, left: [], refused: [], busy: false, problem: null };
  underWay.set(ranking, upload);
  upload.left.push(...files);
  upload.total += files.length;
  return upload.busy ? undefined : sendLeft(ranking);
}

export async function sendLeft(ranking) {
  const upload = underWay.get(ranking);
  upload.busy = true;
  upload.problem = null;
  while (upload.left.length && !upload.problem) {
    tell();
    const part = nextPart(upload.left);
    await sendPart(ranking, part, upload);
    if (!upload.problem) upload.left.splice(0, part.length);
  }
  upload.busy = false;
  if (!upload.problem && !upload.refused.length) underWay.delete(ranking);
  tell();
}

function nextPart(files) {
  let bytes = 0;
  const fits = files.findIndex((file, index) => index >= PART_FILES || (index > 0 && (bytes += file.size) > PART_BYTES));
  return files.slice(0, fits < 0 ? files.length : fits);
}

async function sendPart(ranking, files, upload) {
  const form = new FormData();
  for (const file of files) form.append("resumes", file, file.name);
  try {
    await post(`${ranking}/resumes`, form);
    upload.sent += files.length;
  } catch (problem) {
    if (problem.status === 0 || problem.status === 401 || problem.status >= 500) upload.problem = problem;
    else if (files.length === 1) upload.refused.push({ file: files[0].name, message: problem.message });
    // One file that is refused keeps no other out.
    else for (const file of files) await sendPart(ranking, [file], upload);
  }
}

const tell = () => uploads.dispatchEvent(new Event("change"));
