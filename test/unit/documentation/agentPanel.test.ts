import { readPanelAnswer, type PanelContent } from '../../../genesys/agentPanel/answer';
import { REQUESTS_PER_MINUTE } from '../../../genesys/agentPanel/rateLimit';
import { PANEL_SCOPES } from '../../../genesys/agentPanel/scopes';
import { NEEDED_SANDBOX, PERMISSIONS_POLICY, widgetUrl } from '../../../genesys/agentPanel/widget';
import { codeIn, jsonBlocksIn, read, sectionsOf, tableRowsIn } from '../../support/documentation';

const PAGE = 'docs/agent-panel.md';
const section = (title: string) => sectionsOf(PAGE).find((one) => one.title === title)?.text ?? '';

describe(PAGE, () => {
	const understood = section('What the panel understands');

	it('shows an example answer that the panel displays unchanged', () => {
		const [answer] = jsonBlocksIn(understood) as PanelContent[];
		expect(readPanelAnswer(answer)).toEqual({ ...answer, given: expect.arrayContaining(Object.keys(answer)) as unknown });
	});

	it('documents every key of an answer', () => {
		expect(tableRowsIn(understood).slice(1).map(([key]) => key)).toEqual(Object.keys(readPanelAnswer({ summary: '' }) ?? {}).filter((key) => key !== 'given').map((key) => `\`${key}\``));
	});

	it.each<[keyof PanelContent, object]>([
		['fields', { label: 'L', value: 'V' }],
		['suggestions', { title: 'T', text: 'T' }],
		['links', { label: 'L', url: 'https://example.com/' }],
		['actions', { name: 'n', label: 'L' }],
	])('states the maximum number of %s', (key, entry) => {
		const most = Number(/^\d+/.exec(limitOf(key))?.[0]);
		expect(readPanelAnswer({ [key]: Array.from({ length: most + 1 }, () => entry) })?.[key]).toHaveLength(most);
	});

	it.each<[keyof PanelContent, (text: string) => unknown, (shown: PanelContent) => string, RegExp]>([
		['summary', (text) => text, ({ summary }) => summary, /([\d,]+) characters/],
		['message', (text) => text, ({ message }) => message, /([\d,]+) characters/],
		['fields', (value) => [{ label: 'L', value }], ({ fields }) => fields[0].value, /values of up to ([\d,]+)/],
		['fields', (label) => [{ label, value: 'V' }], ({ fields }) => fields[0].label, /labels of up to ([\d,]+)/],
		['suggestions', (text) => [{ title: 'T', text }], ({ suggestions }) => suggestions[0].text, /text of up to ([\d,]+)/],
		['suggestions', (title) => [{ title, text: 'T' }], ({ suggestions }) => suggestions[0].title, /titles of up to ([\d,]+)/],
		['actions', (label) => [{ name: 'n', label }], ({ actions }) => actions[0].label, /labels of up to ([\d,]+)/],
	])('states the maximum text length in %s', (key, given, shown, pattern) => {
		const most = Number(pattern.exec(limitOf(key))?.[1].replace(',', ''));
		const answer = readPanelAnswer({ [key]: given('x'.repeat(most + 1)) });
		expect(answer && shown(answer)).toHaveLength(most);
	});

	const limitOf = (key: string) => tableRowsIn(understood).find(([name]) => name === `\`${key}\``)?.[2] ?? '';

	it('lists exactly the codes that the trigger returns', () => {
		const codes = /code: ('.+');/.exec(read('genesys/agentPanel/refusal.ts'))?.[1].replaceAll("'", '').split(' | ') ?? [];
		const documented = tableRowsIn(section('HTTP responses')).slice(1).flatMap(([, when]) => codeIn(when)).filter((code) => code !== 'Retry-After');
		expect(codes.length).toBeGreaterThan(5);
		expect(documented.sort()).toEqual(codes.sort());
	});

	it('lists the same integration settings that Setup: Provision enters', () => {
		const valueOf = (field: string) => codeIn(tableRowsIn(section('Set up')).find((cells) => cells[1] === field)?.[2] ?? '')[0];
		expect(`https://n8n.example.com/webhook/1/panel${valueOf('Application URL')}`).toBe(widgetUrl('https://n8n.example.com/webhook/1/panel'));
		expect(valueOf('Iframe Sandbox Options').split(',')).toEqual(NEEDED_SANDBOX);
		expect(valueOf('Iframe Feature/Permissions Policy').split(',')).toEqual(PERMISSIONS_POLICY);
	});

	it('states the scopes and the rate limit of the panel', () => {
		const scopes = tableRowsIn(section('Set up')).find(([field]) => field === 'Scope')?.[1] ?? '';
		expect(codeIn(scopes)).toEqual([...PANEL_SCOPES]);
		expect(section('HTTP responses')).toContain(`more than ${REQUESTS_PER_MINUTE} requests in a minute`);
		expect(section('Security')).toContain(`the ${REQUESTS_PER_MINUTE + 1}st request with the same token within a minute`);
	});
});
