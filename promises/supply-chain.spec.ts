import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface LockedPackage {
  /** Where it is installed under another name than its own. */
  name?: string;
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Licences that let the platform be given away under its own. */
const LICENCES = [
  '0BSD',
  'AFL-2.1',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'WTFPL',
  'Zlib',
];

/** Packages whose own files name a licence that the lock file does not. */
const NAMED_ELSEWHERE: Record<string, string> = { httpntlm: 'MIT', 'png-js': 'MIT', 'stack-trace': 'MIT' };

/** `MIT AND Apache-2.0` needs both, `GPL-2.0 OR MIT` one of them. */
function isAllowed(licence: string): boolean {
  const plain = licence.replace(/[()]/g, '');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed);
  return plain.split(' AND ').every((one) => LICENCES.includes(one));
}

describe('promise 38: what is built is locked, scriptless and inventoried', () => {
  it('names exact versions, and only the registry they are locked to', () => {
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    for (const [name, version] of wanted) {
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved !== undefined && !/^https:/.test(resolved),
    );
    expect(elsewhere).toEqual([]);
  });

  it('locks the content of every package that is installed everywhere', () => {
    const unlocked = packages.filter(
      ([, { integrity, optional }]) => !optional && !integrity?.startsWith('sha512-'),
    );
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });

  it('runs no install script, and has decided about each package that has one', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const undecided = packages
      .filter(([path, { hasInstallScript }]) => hasInstallScript && !(nameOf(path) in manifest.allowScripts))
      .map(([path]) => nameOf(path));
    expect(undecided).toEqual([]);
  });

  it('carries licences that allow it', () => {
    const licenceOf = (path: string, licence: string | undefined) => licence ?? NAMED_ELSEWHERE[nameOf(path)];
    const others = packages
      // Builds for other machines are not what is given away here.
      .filter(([, { optional }]) => !optional)
      .map(([path, { license }]) => [nameOf(path), licenceOf(path, license) ?? 'none'] as const)
      .filter(([, licence]) => !isAllowed(licence));
    expect(others).toEqual([]);
  });

  it('lists all that runs and builds, by `npm run sbom`', () => {
    const text = execFileSync('npm', ['run', '--silent', 'sbom'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1_048_576,
    });
    const { components } = JSON.parse(text) as { components: { name: string; version: string }[] };
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
    // A package under another name than its own is listed by one of the two.
    const missing = packages
      .filter(([, { optional }]) => !optional)
      .map(([path, { name, version }]) => [
        `${name ?? nameOf(path)}@${version}`,
        `${nameOf(path)}@${version}`,
      ])
      .filter((names) => !names.some((one) => listed.has(one)));
    expect(missing).toEqual([]);
  });
});
