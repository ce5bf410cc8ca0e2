import { brokenLinksOf } from '../../support/documentation';
import { exampleNodes, exampleText } from '../../support/example';

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Most nodes that an example may have, so that it can be read at a glance. */
const MOST_NODES: Record<string, number> = {
	'quick-start': 14,
	'website-chat': 12,
	telegram: 20,
	whatsapp: 20,
	'ai-agent': 20,
	production: 14,
	'queue-choice': 10,
};
const MOST_NODES_IN_ALL = 125;

const folderOf = (file: string): string => file.split('/')[0];
const nodes = exampleNodes().filter(({ type }) => type !== STICKY_NOTE);
const countIn = (example: string): number => nodes.filter(({ file }) => folderOf(file) === example).length;

test('the examples have at most 125 nodes in all', () => {
	expect(nodes.length).toBeLessThanOrEqual(MOST_NODES_IN_ALL);
});

describe.each(Object.entries(MOST_NODES))('examples/%s', (example, most) => {
	test(`is one workflow with at most ${most} nodes, and its page says how many`, () => {
		expect(new Set(nodes.filter(({ file }) => folderOf(file) === example).map(({ file }) => file)).size).toBe(1);
		expect(countIn(example)).toBeLessThanOrEqual(most);
		expect(exampleText(`${example}/README.md`)).toContain(`${countIn(example)} nodes`);
	});

	test('shows a picture on its page, and its links lead somewhere', () => {
		expect(exampleText(`${example}/README.md`)).toMatch(/!\[[^\]]+\]\(\.\.\/\.\.\/\.github\/images\//);
		expect(brokenLinksOf(`examples/${example}/README.md`)).toEqual([]);
	});
});

test('every field that a model fills in has a default, since n8n rejects a call that leaves out one without', () => {
	const calls = nodes.flatMap(({ name, parameters }) =>
		[...JSON.stringify(parameters).matchAll(/\$fromAI\((.*?)\)/g)].map(([, inside]) => ({ name, inside })),
	);
	expect(calls.length).toBeGreaterThan(0);
	expect(calls.filter(({ inside }) => !inside.endsWith("'string', ''"))).toEqual([]);
});

test('every example that creates a Data Table retries, since two workflows may create it at the same time', () => {
	const creating = exampleNodes().filter(({ type, parameters }) => type === 'n8n-nodes-base.dataTable' && parameters.resource === 'table');
	expect(creating.length).toBeGreaterThan(0);
	expect(creating.filter(({ retryOnFail }) => !retryOnFail).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});
