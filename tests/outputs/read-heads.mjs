// Read pages as those who show a shared link do. Arguments: files of HTML. Prints a list of what each page says.
import { readFileSync } from 'node:fs';
import ogs from 'open-graph-scraper';

const found = [];
for (const file of process.argv.slice(2)) {
  const { result } = await ogs({ html: readFileSync(file, 'utf8') });
  found.push(result);
}
process.stdout.write(JSON.stringify(found));
