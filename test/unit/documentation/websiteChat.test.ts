import { createHash } from 'node:crypto';
import { exampleNodes, exampleText } from '../../support/example';

/** The parts of the website chat that a test in n8n can't see. */

const page = exampleText('website-chat/page.html');
const nodes = exampleNodes().filter(({ file }) => file === 'website-chat/workflow.json');

test('the website chat serves page.html unchanged', () => {
	const html = nodes.find(({ name }) => name === 'Page')?.parameters.html;
	// After a change, run: node examples/website-chat/build.mjs
	expect(html).toBe(page);
	// n8n would read it as an expression.
	expect(page).not.toContain('{{');
});

test("the website chat's policy allows only its own script", () => {
	const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
	expect(scripts).toHaveLength(1);
	const hash = createHash('sha256').update(scripts[0]).digest('base64');
	expect(page).toContain(
		`content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'"`,
	);
});

test('the website chat loads nothing from another host, and never parses text as HTML', () => {
	expect(page).not.toMatch(/(src|href)\s*=\s*["']|url\(|@import/);
	expect(page).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|srcdoc|\son\w+=/);
});

test('the README of the website chat states how many nodes the workflow has', () => {
	const count = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').length;
	expect(exampleText('website-chat/README.md')).toContain(`${count} nodes`);
});
