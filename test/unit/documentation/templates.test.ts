import { brokenLinksOf, sectionsOf, tableRowsOf } from '../../support/documentation';
import { exampleNodes, exampleText } from '../../support/example';

/** What n8n's template submission guidelines ask for and a program can check. */

const rows = tableRowsOf('examples/templates/README.md').slice(1);
const linkIn = (cell: string) => /\]\(([^)]+)\)/.exec(cell)?.[1] ?? '';
const templates = rows.map((row) => row.map(linkIn)).map(([listing, workflow, picture]) => ({ listing, workflow: workflow.replace('../', ''), picture: picture.replace('../../', '') }));
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

interface Note {
	content: string;
	color?: number;
	width: number;
	height: number;
}

test('there are three templates, and the links of their README work', () => {
	expect(templates).toHaveLength(3);
	expect(brokenLinksOf('examples/templates/README.md')).toEqual([]);
});

describe.each(templates)('$listing', ({ listing, workflow, picture }) => {
	const text = exampleText(`templates/${listing}`);
	const { name } = JSON.parse(exampleText(workflow)) as { name: string };
	const nodes = exampleNodes().filter(({ file }) => file === workflow);
	const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote').map(({ parameters, position }) => ({ ...(parameters as unknown as Note), position }));
	const isYellow = ({ color = 1 }: Note) => color === 1;

	test('the listing has the title, picture, notice and sections, in about 200 words of Markdown', () => {
		expect(text).toMatch(/^# Hand over [^\n]+ to Genesys Cloud agents and back\n/);
		expect(brokenLinksOf(`examples/templates/${listing}`)).toEqual([]);
		expect(text).toContain(`](../../${picture})`);
		expect(text).toContain('**Self-hosted n8n only.**');
		expect(text).not.toMatch(/<[a-z/]/i);
		const sections = ["Who's it for", 'How it works', 'How to set up', 'Requirements', 'How to customize the workflow'];
		expect(sectionsOf(`examples/templates/${listing}`).map(({ title }) => title)).toEqual(sections);
		expect(wordsIn(text)).toBeGreaterThan(150);
		expect(wordsIn(text)).toBeLessThan(300);
	});

	test('the workflow has the title of the listing', () => {
		expect(text).toContain(`# ${name}\n`);
	});

	test('every node that the listing names is in the workflow', () => {
		const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => words).filter((words) => !/Settings ›|Genesys Cloud API|Self-hosted/.test(words));
		expect(bold.filter((words) => !nodes.some((node) => node.name === words))).toEqual([]);
	});

	test('one yellow note in the top left corner describes the workflow and its setup in 100 to 300 words', () => {
		const [overview, ...more] = notes.filter(isYellow);
		expect(more).toEqual([]);
		expect(overview.content).toMatch(new RegExp(`^## ${name}\n`));
		expect(overview.content).toMatch(/^### How it works$/m);
		expect(overview.content).toMatch(/^### Setup$/m);
		expect(overview.content).toContain('self-hosted');
		expect(wordsIn(overview.content)).toBeGreaterThanOrEqual(100);
		expect(wordsIn(overview.content)).toBeLessThanOrEqual(300);
		const [x, y] = overview.position;
		const others = nodes.map(({ position }) => position);
		expect(others.every(([otherX, otherY]) => otherX >= x && otherY >= y)).toBe(true);
	});

	test('neutral notes of under 50 words describe the sections, and every node is on one', () => {
		const sections = notes.filter((note) => !isYellow(note));
		expect(sections.map(({ color }) => color)).toEqual(sections.map(() => 7));
		expect(sections.map(({ content }) => wordsIn(content)).filter((words) => words >= 50)).toEqual([]);
		const outside = nodes.filter(({ type, position }) => {
			const [x, y] = position;
			return type !== 'n8n-nodes-base.stickyNote' && !sections.some((note) => x >= note.position[0] && x < note.position[0] + note.width && y >= note.position[1] && y < note.position[1] + note.height);
		});
		expect(outside.map((node) => node.name)).toEqual([]);
	});

	test('no node has a credential ID, a key, or the default name of its type', () => {
		const credentials = nodes.flatMap((node) => Object.values(node.credentials ?? {}));
		expect(credentials.filter(({ id }) => id !== '')).toEqual([]);
		expect(exampleText(workflow)).not.toMatch(/"(?:apiKey|token|password|secret|instanceId)"|Bearer |sk-[A-Za-z0-9]/);
		expect(nodes.map((node) => node.name).filter((one) => /^(?:Webhook|HTTP Request|Edit Fields|Switch|If|Wait|Data Table|Telegram|AI Agent|Stop and Error)\d*$/.test(one))).toEqual([]);
	});
});
