import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// The workflow parser imports JSON without saying so, which bundlers allow and Node does not.
export async function load(url, context, next) {
  return url.endsWith('.json')
    ? { format: 'module', shortCircuit: true, source: `export default ${await readFile(fileURLToPath(url), 'utf8')}` }
    : next(url, context);
}
