// Renders resumes (JSON Resume) by the themes of a folder with node_modules:
//   node themes.mjs FOLDER RESUMES.json OUT
// OUT gets THEME/NAME.html for each entry of RESUMES.json, an object of resumes by name. A theme that cannot be
// loaded as it is gets bundled by the folder's esbuild; one that fails all the same is named and left out.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [folder, resumesFile, out] = process.argv.slice(2).map((each) => path.resolve(each));
const modules = path.join(folder, 'node_modules');
const require = createRequire(path.join(folder, 'index.js'));
const resumes = JSON.parse(fs.readFileSync(resumesFile, 'utf8'));

const scoped = fs.readdirSync(path.join(modules, '@jsonresume'), { withFileTypes: true });
const names = [...fs.readdirSync(modules), ...scoped.map((each) => `@jsonresume/${each.name}`)];
const themes = names.filter((name) => /jsonresume-theme-/.test(name)).sort();

function entryOf(theme) {
  const root = path.join(modules, theme);
  const main = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).main ?? 'index.js';
  const candidates = ['src/index.jsx', 'index.jsx', main, 'index.js'];
  return candidates.map((each) => path.join(root, each)).find((each) => fs.existsSync(each));
}

async function bundled(theme) {
  const file = path.join(folder, 'bundles', `${theme.replaceAll('/', '_')}.cjs`);
  await require('esbuild').build({
    entryPoints: [entryOf(theme)], outfile: file, bundle: true, platform: 'node', format: 'cjs',
    mainFields: ['module', 'main'], nodePaths: [modules], preserveSymlinks: true, jsx: 'automatic',
    logLevel: 'silent',
    loader: { '.js': 'jsx', '.css': 'text', '.hbs': 'text', '.svg': 'text', '.html': 'text' },
  });
  return require(file);
}

async function renderer(theme) {
  const find = (module) => module.render ?? module.default?.render;
  try {
    const render = find(require(theme));
    if (render && (await render(structuredClone(Object.values(resumes)[0])))) return render;
  } catch { /* as ES module with JSX, say */ }
  return find(await bundled(theme));
}

for (const theme of themes) {
  try {
    const render = await renderer(theme);
    const target = path.join(out, theme.replace(/^.*jsonresume-theme-/, ''));
    fs.mkdirSync(target, { recursive: true });
    for (const [name, resume] of Object.entries(resumes)) {
      const html = await render(structuredClone(resume));
      fs.writeFileSync(path.join(target, `${name}.html`), typeof html === 'string' ? html : html.html);
    }
  } catch (error) {
    console.error(`${theme}: ${String(error.message).split('\n')[0]}`);
  }
}
