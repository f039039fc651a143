// Writes what the pages bring of npm's packages as a bill of materials in CycloneDX, the same for the same packages:
// node bill.mjs FILE VERSION. Fails at a licence that is not among those below, naming the package.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'PSF-2.0',
  'Unlicense',
  'Zlib',
]);

// Those whose package says so in a file LICENSE alone.
const IN_A_FILE = { 'fast-shallow-equal': 'Unlicense', 'react-universal-interface': 'Unlicense' };

// Those that are fetched along and say nothing, with a word of theirs: none of it is in the pages, which is looked at.
const NOT_IN_THE_PAGES = { 'get-document': 'commonAncestorContainer' };

const here = dirname(fileURLToPath(import.meta.url));

main(process.argv[2], process.argv[3]);

function main(file, version) {
  if (!file || !version) {
    fail('say where to write the bill, and of which version it is: node bill.mjs FILE VERSION');
  }
  const pages = scripts(join(dirname(file), 'web'));
  const bill = listed();
  const left = bill.components.filter(({ name }) => name in NOT_IN_THE_PAGES);
  for (const { name } of left) {
    if (pages.some((page) => page.includes(NOT_IN_THE_PAGES[name]))) {
      fail(`${name} is in the pages, and says nothing of a licence: do without it`);
    }
  }
  bill.components = bill.components.filter((component) => !left.includes(component));
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => !left.some((component) => component['bom-ref'] === ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !left.some((c) => c['bom-ref'] === ref)) }));
  for (const component of bill.components) {
    if (!component.licenses && component.name in IN_A_FILE) {
      component.licenses = [{ license: { id: IN_A_FILE[component.name] } }];
    }
  }
  const refused = bill.components.filter((component) => !isAllowed(component.licenses));
  if (refused.length > 0) {
    const names = refused.map((one) => `${one.name} ${one.version}: ${words(one.licenses) || 'no licence'}`);
    fail(`packages whose licence is not among those of bill.mjs: do without them, or add it\n${names.join('\n')}`);
  }
  // A new number and the time would make each bill another.
  delete bill.serialNumber;
  delete bill.metadata.timestamp;
  bill.metadata.component.version = version;
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${bill.components.length} packages of npm, each with a licence that is allowed.`);
}

function listed() {
  const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--omit=dev', '--sbom-format=cyclonedx'], {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    fail(`npm could not list its packages: ${stderr}`);
  }
  return JSON.parse(stdout);
}

function scripts(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => /\.m?js$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

function isAllowed(licences) {
  const text = words(licences);
  // "A AND B" needs both, "A OR B" one; nobody nests them deeper.
  return text
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((one) => LICENCES.has(one)));
}

function words(licences = []) {
  return licences.map(({ license, expression }) => expression ?? license.id ?? license.name).join(' AND ');
}

function fail(message) {
  console.error(`telltale: ${message}`);
  process.exit(1);
}
