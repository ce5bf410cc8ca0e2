import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Copies page.html into workflow.json, with the hash of its script for the policy. Run it after each change of the page. */

const pageFile = new URL('page.html', import.meta.url);
const workflowFile = new URL('workflow.json', import.meta.url);

const page = readFileSync(pageFile, 'utf8');
const script = page.slice(page.indexOf('<script>') + '<script>'.length, page.indexOf('</script>'));
const hash = createHash('sha256').update(script).digest('base64');
const hashed = page.replace(/'sha256-[^']*'/, () => `'sha256-${hash}'`);
writeFileSync(pageFile, hashed);

const workflow = JSON.parse(readFileSync(workflowFile, 'utf8'));
workflow.nodes.find(({ name }) => name === 'Page').parameters.html = hashed;
writeFileSync(workflowFile, `${JSON.stringify(workflow, null, 2)}\n`);
