import type { HttpRequest } from '../../../../genesys/client';
import { sendMessage, type InboundMessageBody, type OutgoingMessage } from '../../../../genesys/openMessaging/messages';
import { SentMessages } from '../../../../genesys/openMessaging/sentMessages';
import { fakeGenesys, ok, refusal, rejectionOf } from '../fakeGenesys';

const NOW = new Date('2026-01-31T10:00:00.000Z');
const LONG = ['a', 'b', 'c'].map((letter) => letter.repeat(3000)).join(' ');

const outgoing = (changes: Partial<OutgoingMessage>): OutgoingMessage => ({
	integrationId: 'integration-1',
	customer: { id: 'customer-42', idType: 'Opaque' },
	text: 'Hello',
	messageId: 'own-1',
	...changes,
});
const bodiesOf = (requests: HttpRequest[]) => requests.map(({ body }) => body as InboundMessageBody);

describe('a repeat', () => {
	const idsOf = (requests: HttpRequest[]) => bodiesOf(requests).map(({ channel }) => [channel.messageId, channel.time]);

	/** A process, its clock, and a Genesys that refuses the calls with these numbers. */
	function process(...refused: number[]) {
		let time = NOW.getTime();
		let elapsed = 0;
		const sent = new SentMessages(() => new Date(time), () => elapsed);
		const { client, requests } = fakeGenesys((_request, nth) => (refused.includes(nth) ? refusal(400) : ok({ id: `genesys-${nth}`, conversationId: 'conversation-1' })));
		const send = async (changes: Partial<OutgoingMessage> = {}) => await sendMessage(client, outgoing({ text: LONG, ...changes }), 'x', sent);
		const setClock = (minutes: number) => (time += minutes * 60_000);
		const wait = (minutes: number) => {
			setClock(minutes);
			elapsed += minutes * 60_000;
		};
		return { send, wait, setClock, requests };
	}

	it('continues with the first part that was not accepted, with the same ID and time', async () => {
		const { send, wait, requests } = process(2);
		await rejectionOf(send());
		wait(1);
		expect(await send()).toEqual({
			messageId: 'genesys-1',
			messageIds: ['genesys-1', 'genesys-3', 'genesys-4'],
			conversationId: 'conversation-1',
			time: '2026-01-31T10:00:00.000Z',
		});
		expect(idsOf(requests)).toEqual([
			['own-1', '2026-01-31T10:00:00.000Z'],
			['own-1-part-2', '2026-01-31T10:00:00.001Z'],
			['own-1-part-2', '2026-01-31T10:00:00.001Z'],
			['own-1-part-3', '2026-01-31T10:00:00.002Z'],
		]);
	});

	it('after a failed first part has the same ID and time, because Genesys Cloud may have it', async () => {
		const { send, wait, requests } = process(1);
		await rejectionOf(send({ text: 'Hello' }));
		wait(1);
		await send({ text: 'Hello' });
		expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(1);
		expect(requests).toHaveLength(2);
	});

	it('of an accepted message makes no call and returns the same result', async () => {
		const { send, wait, requests } = process();
		const first = await send();
		wait(9);
		expect(await send()).toEqual(first);
		wait(9);
		expect(await send()).toEqual(first);
		expect(requests).toHaveLength(3);
	});

	it('at the same time waits for the first call', async () => {
		const { send, requests } = process();
		const [first, second] = await Promise.all([send(), send()]);
		expect(second).toEqual(first);
		expect(requests).toHaveLength(3);
	});

	it('continues even if files are signed again for each try', async () => {
		const { send, requests } = process(2);
		const files = (token: string) => ({ text: 'See', attachments: ['1.png', '2.png'].map((name) => ({ url: `https://n8n.example.com/${name}?token=${token}` })) });
		await rejectionOf(send(files('a')));
		await send(files('b'));
		expect(bodiesOf(requests).map(({ content }) => content?.[0].attachment.url)).toEqual([
			'https://n8n.example.com/1.png?token=a',
			'https://n8n.example.com/2.png?token=a',
			'https://n8n.example.com/2.png?token=b',
		]);
	});

	it.each<[string, Partial<OutgoingMessage>]>([
		['another ID', { messageId: 'own-2' }],
		['another text, as of a message that was edited', { text: 'Hello again' }],
		['another customer', { customer: { id: 'customer-43', idType: 'Opaque' } }],
		['another integration', { integrationId: 'integration-2' }],
		['a file in addition', { attachments: [{ url: 'https://example.org/1.png' }] }],
	])('is a new message with %s', async (_what, changes) => {
		const { send, requests } = process();
		await send({ text: 'Hello' });
		await send({ text: 'Hello', ...changes });
		expect(requests).toHaveLength(2);
	});

	it('depends on elapsed time rather than the wall clock', async () => {
		const { send, wait, setClock, requests } = process();
		await send({ text: 'Hello' });
		setClock(60);
		await send({ text: 'Hello' });
		expect(requests).toHaveLength(1);
		setClock(-120);
		wait(11);
		await send({ text: 'Hello' });
		expect(requests).toHaveLength(2);
	});

	it('after more than ten minutes is sent completely with the same IDs and a new time', async () => {
		const { send, wait, requests } = process();
		await send({ text: 'Hello' });
		wait(11);
		await send({ text: 'Hello' });
		expect(idsOf(requests)).toEqual([
			['own-1', '2026-01-31T10:00:00.000Z'],
			['own-1', '2026-01-31T10:11:00.000Z'],
		]);
	});
});

it('a process remembers at most ten thousand messages, and drops the oldest', async () => {
	const sent = new SentMessages(() => NOW);
	let calls = 0;
	const send = async (id: number) => await sent.resume([id], async ({ taken }) => {
		if (taken.length === 0) calls += taken.push({ id: 'x' });
	});
	for (let id = 0; id < 10_001; id++) await send(id);
	await send(10_000);
	expect(calls).toBe(10_001);
	await send(0);
	expect(calls).toBe(10_002);
});
