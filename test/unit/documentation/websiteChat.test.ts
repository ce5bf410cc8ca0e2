import { createHash } from 'node:crypto';
import { exampleNodes, exampleText } from '../../support/example';

/** What the real n8n cannot show of the website chat. */

const page = exampleText('website-chat/page.html');
const nodes = exampleNodes().filter(({ file }) => file === 'website-chat/workflow.json');

test('the workflow serves page.html as it is in the repository', () => {
	const html = nodes.find(({ name }) => name === 'Page')?.parameters.html;
	// After a change: node examples/website-chat/build.mjs
	expect(html).toBe(page);
	// n8n would take it for an expression.
	expect(page).not.toContain('{{');
});

test("the page's policy lets its own script run, and nothing else", () => {
	const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
	expect(scripts).toHaveLength(1);
	const hash = createHash('sha256').update(scripts[0]).digest('base64');
	expect(page).toContain(
		`content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'"`,
	);
});

test('the page loads nothing from another host and parses no text as HTML', () => {
	expect(page).not.toMatch(/(src|href)\s*=\s*["']|url\(|@import/);
	expect(page).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|srcdoc|\son\w+=/);
});

test('README says how many nodes there are', () => {
	const count = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').length;
	expect(exampleText('website-chat/README.md')).toContain(`${count} nodes`);
});
