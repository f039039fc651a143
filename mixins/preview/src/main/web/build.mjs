// Builds the pages into a folder: node build.mjs FOLDER. Does nothing where neither the sources nor this script have
// changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGES = ['alertmanager', 'dashboards'];

const here = dirname(fileURLToPath(import.meta.url));

main(process.argv[2]);

async function main(folder) {
  if (!folder) {
    fail('say which folder to build into: node build.mjs FOLDER');
  }
  requireNode();
  const stamp = join(folder, 'stamp');
  const inputs = hash(sources(here));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    console.log('The pages are as they were built.');
    return;
  }
  rmSync(folder, { recursive: true, force: true });
  install();
  run(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--noEmit']);
  run(process.execPath, [join(here, 'node_modules/prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']);
  const { build } = await import('vite');
  for (const page of PAGES) {
    const outDir = join(folder, page);
    await build({ configFile: join(here, page, 'vite.config.ts'), logLevel: 'warn', build: { outDir } });
    // Resources in a jar cannot be listed.
    writeFileSync(
      join(outDir, 'files.txt'),
      files(outDir)
        .map((file) => `${name(outDir, file)}\n`)
        .join(''),
    );
  }
  writeFileSync(stamp, inputs);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
    fail(
      `Node ${process.versions.node} is too old to build the pages: install Node 20.19, 22.12 or newer with npm ` +
        '(Debian 13: nodejs npm, Homebrew: node)',
    );
  }
}

/** npm ci, where the lock file is another than the last time. */
function install() {
  const modules = join(here, 'node_modules');
  const stamp = join(modules, '.telltale-stamp');
  const wanted = hash(['package.json', 'package-lock.json', '.npmrc'].map((file) => join(here, file)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  console.log('Fetching the npm packages of the pages ...');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], process.platform === 'win32');
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, wanted);
}

function run(command, args, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell });
  if (error?.code === 'ENOENT') {
    fail(`${command} is missing: install Node with npm (Debian 13: nodejs npm, Homebrew: node)`);
  }
  if (status !== 0) {
    fail(`${[command, ...args].join(' ')} failed: see above`);
  }
}

function sources(folder) {
  return files(folder).filter((file) => !/\.(test\.tsx?)$/.test(file));
}

function files(folder) {
  return readdirSync(folder)
    .sort()
    .filter((entry) => entry !== 'node_modules')
    .map((entry) => join(folder, entry))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));
}

function name(folder, file) {
  return relative(folder, file).split(sep).join('/');
}

function hash(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const path of paths) {
    hash.update(`\0${name(here, path)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function fail(message) {
  console.error(`telltale: ${message}`);
  process.exit(1);
}
