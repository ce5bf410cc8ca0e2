import fc from 'fast-check';
import { InvalidInputError } from '../../../../genesys/errors';
import { parseTranscript, renderTranscript, TRANSCRIPT_HEADING } from '../../../../genesys/openMessaging/transcript';

describe('a transcript may be given as', () => {
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
		['as n8n’s Chat Memory Manager gives it', [{ human: 'Hello', ai: 'Hi' }]],
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
		expect(renderTranscript(parseTranscript(memory))).toBe(`${TRANSCRIPT_HEADING}\nCustomer: Hello\nBot: Hi`);
	});

	it('lines with a timestamp', () => {
		expect(parseTranscript([{ role: 'user', text: 'Hello', timestamp: 1769853600 }])).toEqual([
			{ role: 'user', text: 'Hello', time: '1769853600' },
		]);
	});

	it('one line on its own', () => {
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

	it('plain text, also one that begins with a bracket', () => {
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

describe('what is no transcript is refused before anything is sent', () => {
	it.each([[42], [true], [[1]], [[{ role: 'user' }]], ['[{ "role": "user" }]'], [[null]]])('%j', (value) => {
		expect(() => parseTranscript(value)).toThrow(InvalidInputError);
	});

	it('with the line and an example', () => {
		expect(() => parseTranscript([{ role: 'user' }, { role: 'bot' }])).toThrow(
			expect.objectContaining({
				parameter: 'Transcript',
				message: 'The transcript cannot be read: line 1 has no text',
				advice: expect.stringContaining('"role": "user"'),
			}),
		);
	});
});

describe('the transcript that the agent reads', () => {
	// Elsewhere bot and customer could not be told apart, and the times were lost.
	it('says of every line who it was and when', () => {
		const text = renderTranscript([
			{ role: 'user', text: 'Hello', time: '2026-01-31T11:00:00+01:00' },
			{ role: 'assistant', text: 'How can I help?', time: '2026-01-31T10:00:30Z' },
			{ role: 'agent', text: 'I am here' },
		]);
		expect(text).toBe(
			`${TRANSCRIPT_HEADING}\n[2026-01-31 10:00 UTC] Customer: Hello\n[2026-01-31 10:00 UTC] Bot: How can I help?\nAgent: I am here`,
		);
	});

	it.each([
		['user', 'Customer'],
		['HUMAN', 'Customer'],
		['visitor', 'Customer'],
		['ai', 'Bot'],
		['Assistant', 'Bot'],
		['system', 'System'],
		['Reception', 'Reception'],
		['constructor', 'constructor'],
		['__proto__', '__proto__'],
	])('calls the role "%s" "%s"', (role, label) => {
		expect(renderTranscript([{ role, text: 'x' }])).toBe(`${TRANSCRIPT_HEADING}\n${label}: x`);
	});

	it('has no label where there is no role', () => {
		expect(renderTranscript([{ role: '', text: 'x' }])).toBe(`${TRANSCRIPT_HEADING}\nx`);
	});

	it('reads times in milliseconds and shows others as they came', () => {
		const stamp = String(Date.UTC(2026, 0, 31, 10));
		expect(renderTranscript([{ role: 'user', text: 'x', time: stamp }])).toContain(
			'[2026-01-31 10:00 UTC] Customer: x',
		);
		expect(renderTranscript([{ role: 'user', text: 'x', time: 'just now' }])).toContain('[just now] Customer: x');
	});

	it.each<[string, unknown, string]>([
		['Postgres', '2026-01-31 11:00:00.123456+01', '2026-01-31 10:00 UTC'],
		['a mail', 'Sat, 31 Jan 2026 11:00:00 +0100', '2026-01-31 10:00 UTC'],
		['a date of JavaScript as text', 'Sat Jan 31 2026 10:00:00 GMT+0000 (Coordinated Universal Time)', '2026-01-31 10:00 UTC'],
		['a date of a database node', new Date('2026-01-31T10:00:00Z'), '2026-01-31 10:00 UTC'],
	])('reads times with a zone, as of %s', (_of, time, shown) => {
		expect(renderTranscript(parseTranscript([{ role: 'user', text: 'x', time }]))).toContain(`[${shown}] Customer: x`);
	});

	// JavaScript would read them in the zone of n8n's machine, and "5" as a day in 2001.
	it.each(['2026-01-31 10:00:00', '2026-01-31T10:00:00', '2026-01-31', '31.01.2026 10:00', '10:00', '5', '2026', 'May 5', '12 10:00 Z'])(
		'shows the time "%s", which does not say its zone or its day, as it came',
		(time) => {
			expect(renderTranscript([{ role: 'user', text: 'x', time }])).toBe(`${TRANSCRIPT_HEADING}\n[${time}] Customer: x`);
		},
	);

	it('takes plain text as it is', () => {
		expect(renderTranscript('Customer: Hello')).toBe(`${TRANSCRIPT_HEADING}\nCustomer: Hello`);
	});

	it.each([[[]], ['']])('is empty, without a heading, for %j', (transcript) => {
		expect(renderTranscript(transcript)).toBe('');
	});
});

it('whatever the value, it is a transcript or refused in plain words, and every text is in what the agent reads', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			try {
				const transcript = parseTranscript(value);
				const text = renderTranscript(transcript);
				for (const line of typeof transcript === 'string' ? [] : transcript) expect(text).toContain(line.text);
			} catch (error) {
				expect(error).toBeInstanceOf(InvalidInputError);
			}
		}),
	);
});
