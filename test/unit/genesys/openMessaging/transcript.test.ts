import fc from 'fast-check';
import { InvalidInputError } from '../../../../genesys/errors';
import { parseTranscript, renderTranscript } from '../../../../genesys/openMessaging/transcript';

describe('a transcript can be', () => {
	const lines = [
		{ role: 'user', text: 'Hello', time: '2026-01-31T10:00:00Z' },
		{ role: 'bot', text: 'How can I help?', time: undefined },
	];

	it('a list of lines', () => {
		expect(
			parseTranscript([
				{ role: 'user', text: 'Hello', time: '2026-01-31T10:00:00Z' },
				{ role: 'bot', text: 'How can I help?' },
			]),
		).toEqual(lines);
	});

	it('the same list as JSON text', () => {
		expect(parseTranscript(`  ${JSON.stringify(lines)}\n`)).toEqual(lines);
	});

	it('the memory of a language model', () => {
		expect(
			parseTranscript([
				{ type: 'human', content: 'Hello' },
				{ type: 'ai', content: 'Hi' },
				{ sender: 'visitor', message: 'Bye' },
			]),
		).toEqual([
			{ role: 'human', text: 'Hello', time: undefined },
			{ role: 'ai', text: 'Hi', time: undefined },
			{ role: 'visitor', text: 'Bye', time: undefined },
		]);
	});

	it.each<[string, unknown]>([
		['as n8n’s Chat Memory Manager returns it', [{ human: 'Hello', ai: 'Hi' }]],
		['as LangChain stores it', [{ type: 'human', data: { content: 'Hello' } }, { type: 'ai', data: { content: 'Hi' } }]],
		[
			'as LangChain writes it out',
			['HumanMessage', 'AIMessage'].map((name, index) => ({
				lc: 1,
				type: 'constructor',
				id: ['langchain_core', 'messages', name],
				kwargs: { content: ['Hello', 'Hi'][index], additional_kwargs: {} },
			})),
		],
		['inside of messages', { messages: [{ type: 'human', content: 'Hello' }, { type: 'ai', content: 'Hi' }] }],
		['with lines that cannot be read', [null, { type: 'human', content: 'Hello' }, 7, { tool: 'search' }, { type: 'ai', content: 'Hi' }]],
	])('the memory of a language model, %s', (_how, memory) => {
		expect(renderTranscript(parseTranscript(memory))).toBe('Customer: Hello\nBot: Hi');
	});

	it('lines with a timestamp', () => {
		expect(parseTranscript([{ role: 'user', text: 'Hello', timestamp: 1769853600 }])).toEqual([
			{ role: 'user', text: 'Hello', time: '1769853600' },
		]);
	});

	it('a single line', () => {
		expect(parseTranscript({ role: 'user', text: 'Hello' })).toEqual([
			{ role: 'user', text: 'Hello', time: undefined },
		]);
	});

	it('a list of plain texts', () => {
		expect(parseTranscript(['Hello ', '', ' Hi'])).toEqual([
			{ role: '', text: 'Hello' },
			{ role: '', text: 'Hi' },
		]);
	});

	it('plain text, including one that starts with a bracket', () => {
		expect(parseTranscript(' Customer: Hello ')).toBe('Customer: Hello');
		expect(parseTranscript('[10:02] Customer: Hello')).toBe('[10:02] Customer: Hello');
		expect(parseTranscript('{smiles} Hello')).toBe('{smiles} Hello');
	});

	it.each([[undefined], [null], [[]], [[{ role: 'bot', text: '' }]], [[{ role: 'bot', content: '  ' }]]])(
		'nothing: %j',
		(value) => {
			expect(parseTranscript(value)).toEqual([]);
		},
	);
});

describe('an invalid transcript is rejected before anything is sent', () => {
	it.each([[42], [true], [[1]], [[{ role: 'user' }]], ['[{ "role": "user" }]'], [[null]]])('%j', (value) => {
		expect(() => parseTranscript(value)).toThrow(InvalidInputError);
	});

	it('with the number of the line and an example', () => {
		expect(() => parseTranscript([{ role: 'user' }, { role: 'bot' }])).toThrow(
			expect.objectContaining({
				parameter: 'Transcript',
				message: "The transcript can't be read because line 1 has no text",
				advice: expect.stringContaining('"role": "user"'),
			}),
		);
	});
});

it('any value is a transcript or is rejected, and the agent reads every text', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			try {
				const transcript = parseTranscript(value);
				const text = renderTranscript(transcript);
				for (const line of typeof transcript === 'string' ? [] : transcript) expect(text).toContain(line.text.split(/\s/)[0]);
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInputError);
			}
		}),
	);
});
