// Regenerate the package-lock.json files without addresses of archives (.npmrc sets the registry) and of sponsors.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

for (const folder of ['.', 'tests/lighthouse']) {
  const path = `${folder}/package-lock.json`;
  rmSync(path, { force: true });
  execFileSync('npm', ['install', '--package-lock-only', '--silent'], { cwd: folder, stdio: 'inherit' });
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  for (const entry of Object.values(lock.packages)) {
    delete entry.funding;
    delete entry.resolved;
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
