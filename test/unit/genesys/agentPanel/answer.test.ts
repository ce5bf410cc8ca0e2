import { readPanelAnswer } from '../../../../genesys/agentPanel/answer';

/** How the panel reads a workflow's last item: all values become text within limits. */

const EMPTY = { summary: '', fields: [], suggestions: [], links: [], actions: [], message: '' };

it('reads every key of the panel and lists the returned ones', () => {
	const answer = {
		summary: 'Wants a refund',
		fields: [{ label: 'Order', value: 4711 }, { label: 'VIP', value: true }],
		suggestions: [{ title: 'Refund', text: 'We refund it today.' }],
		links: [{ label: 'Order', url: 'https://shop.acme.io/orders/4711' }],
		actions: [{ name: 'refund', label: 'Refund now', value: '4711' }, { name: 'search', label: 'Search', placeholder: 'Words' }],
		message: '',
	};
	expect(readPanelAnswer({ ...answer, id: 5 })).toEqual({
		...answer,
		fields: [{ label: 'Order', value: '4711' }, { label: 'VIP', value: 'true' }],
		given: ['summary', 'fields', 'suggestions', 'links', 'actions', 'message'],
	});
});

it.each<[title: string, item: unknown]>([
	['an object', { output: { summary: 'Hi', suggestions: ['Hello'] } }],
	['JSON text', { output: '{"summary":"Hi","suggestions":["Hello"]}' }],
	['JSON text in a Markdown fence', { text: '```json\n{"summary":"Hi","suggestions":["Hello"]}\n```\n' }],
	['an object in an object', { output: { output: { summary: 'Hi', suggestions: ['Hello'] } } }],
])('reads the answer of an AI node as %s', (_title, item) => {
	expect(readPanelAnswer(item)).toEqual({ ...EMPTY, summary: 'Hi', suggestions: [{ title: '', text: 'Hello' }], given: ['summary', 'suggestions'] });
});

it.each(['Wants a refund', '{ not JSON', '["a"]', '{"id":5}', '```\ncode\n```', '12'])('shows the plain text %j of an AI node as the summary', (text) => {
	expect(readPanelAnswer({ output: text })).toEqual({ ...EMPTY, summary: text, given: ['summary'] });
});

it.each([undefined, null, 5, 'text', [], [{ summary: 'Hi' }], {}, { id: 5 }, { output: '' }, { text: ' ' }, { output: [] }, { summary: { a: 1 } }, { fields: 'text' }, { message: { role: 'assistant' } }])(
	'finds nothing to show in %j', (item) => expect(readPanelAnswer(item)).toBeUndefined(),
);

it('treats empty texts and lists as returned, so that they clear the panel after an action', () => {
	expect(readPanelAnswer({ summary: null, suggestions: [], message: '' })).toEqual({ ...EMPTY, given: ['summary', 'suggestions', 'message'] });
});

it.each([
	'javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a/b',
	'/orders/4711', 'orders', '', 5, null, ['https://a.io'], { href: 'https://a.io' }, `https://a.io/${'x'.repeat(3_000)}`,
])('removes the unsafe URL %j of a link and keeps its label', (url) => {
	expect(readPanelAnswer({ links: [{ label: 'Order', url }] })?.links).toEqual([{ label: 'Order', url: '' }]);
});

it.each(['https://shop.acme.io/a?b=c#d', 'http://intranet/x', 'mailto:grace@acme.io', 'tel:+4930123456'])('keeps the link %s', (url) => {
	expect(readPanelAnswer({ links: [url] })?.links).toEqual([{ label: url, url }]);
});

it.each(['<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '\u202Egnp.exe', 'שלום עולם', '&lt;b&gt;', '{{ $json.secret }}'])('keeps %j as text in every field', (text) => {
	const answer = readPanelAnswer({
		summary: text, message: text, fields: [{ label: text, value: text }], suggestions: [{ title: text, text }], links: [{ label: text, url: text }], actions: [{ name: text, label: text, value: text, placeholder: text }],
	});
	expect(answer).toMatchObject({
		summary: text, message: text, fields: [{ label: text, value: text }], suggestions: [{ title: text, text }], links: [{ label: text, url: '' }], actions: [{ name: text, label: text, value: text, placeholder: text }],
	});
});

it('shortens megabyte texts and long lists', () => {
	const long = 'x'.repeat(1_000_000);
	const many = <T>(entry: T) => Array.from({ length: 1_000 }, () => entry);
	const answer = readPanelAnswer({
		summary: long, message: long, fields: many({ label: long, value: long }), suggestions: many({ title: long, text: long }), links: many({ label: long, url: 'https://a.io' }), actions: many({ name: long, label: long, value: long, placeholder: long }),
	});
	const lengths = (entry: object) => Object.values(entry).map((value) => String(value).length);
	expect([answer?.summary.length, answer?.message.length]).toEqual([10_000, 2_000]);
	expect([answer?.fields.length, answer?.suggestions.length, answer?.links.length, answer?.actions.length]).toEqual([50, 10, 20, 10]);
	expect([answer?.fields[0], answer?.suggestions[0], answer?.actions[0]].map((entry) => lengths(entry ?? {}))).toEqual([[200, 2_000], [200, 5_000], [200, 200, 2_000, 200]]);
});

it('quickly reads a megabyte of blank lines after a code fence', () => {
	const started = performance.now();
	expect(readPanelAnswer({ output: `\`\`\`json\n${'\n'.repeat(1_000_000)}x` })).toMatchObject({ given: ['summary'] });
	expect(performance.now() - started).toBeLessThan(2_000);
});

it.each<[key: string, value: unknown]>([
	['fields', [null, 5, 'x', [], [[]], {}, { label: {}, value: [] }, { label: 'ok', value: { deep: true } }]],
	['suggestions', [null, {}, { title: 'no text' }, { text: ' ' }, { text: { a: 1 } }, []]],
	['links', [null, {}, { url: {} }, []]],
	['actions', [null, {}, { label: 'no name' }, { name: { a: 1 } }, []]],
])('omits invalid entries of %s', (key, value) => {
	expect(JSON.stringify(readPanelAnswer({ [key]: value }))).not.toMatch(/deep|no text|no name|"a"/);
});

it('reads only own keys and does not change the prototype', () => {
	const item = JSON.parse('{"__proto__":{"summary":"inherited"},"constructor":{"summary":"x"},"fields":[{"__proto__":{"label":"inherited"},"value":"v"}]}') as unknown;
	expect(readPanelAnswer(item)).toEqual({ ...EMPTY, fields: [{ label: '', value: 'v' }], given: ['fields'] });
	expect(readPanelAnswer(Object.create({ summary: 'inherited' }))).toBeUndefined();
	expect(({} as { summary?: string }).summary).toBeUndefined();
});
