import { HEADER_REFUSED } from '../../../../genesys/botConnector/headerSecret';
import { probeBot, type GetJson } from '../../../../genesys/botConnector/probe';
import { GenesysUnreachableError } from '../../../../genesys/errors';
import type { HttpResponse } from '../../../../genesys/apiError';

/** What answers at a Bot Connector's URL, and which servers receive the secret. */

const SECRET = 'a secret of 16 or more';
const HEADER = { headerName: 'Authorization', secret: SECRET, isJwtKey: false };
const BOT = { id: 'order-bot', name: 'Order bot', versions: [{ version: '1', supportedLanguages: ['en-US'], intents: [{ name: 'Escalate', entities: [] }] }] };
const KNOWN = { id: 'order-bot', name: 'Order bot', versions: [{ version: '1', languages: ['en-us'], intents: ['Escalate'] }] };
const answer = (status: number, body: unknown = {}): HttpResponse => ({ status, headers: {}, body });
const refusal = answer(401, { message: HEADER_REFUSED });

/** Responses by URL: first without the header, then with it. */
function server(pages: Record<string, [HttpResponse | GenesysUnreachableError, HttpResponse?]>) {
	const asked: Array<[url: string, headers: Record<string, string>]> = [];
	const get: GetJson = async (url, headers) => {
		asked.push([url, headers]);
		const [open, proven] = pages[url] ?? [answer(404, { message: `The requested webhook "GET ${url}" is not registered.` })];
		return headers.Authorization === SECRET && proven ? proven : open;
	};
	return { asked, get };
}

describe('the probe of a Bot Connector', () => {
	it('finds the bot of a Digital Bot Connector below its URL', async () => {
		const { get, asked } = server({ 'https://n8n.acme.io/webhook/1/1/bots': [refusal, answer(200, { entities: [BOT] })] });
		expect(await probeBot(get, { url: 'https://n8n.acme.io/webhook/1/1/', generation: 'digitalBotConnector' }, HEADER)).toEqual({
			from: 'trigger', generation: 'digitalBotConnector', bot: KNOWN,
		});
		expect(asked.map(([, headers]) => headers)).toEqual([{}, { Authorization: SECRET }]);
	});

	it('finds the bot of a Bot Connector next to its URL, in a 404 that the Digital Bot Connector ignores', async () => {
		const url = 'https://n8n.acme.io/webhook/1/genesys-bot-connector';
		const { get } = server({ 'https://n8n.acme.io/webhook/1/bots': [refusal, answer(404, { generation: 'botConnector', url, entities: [BOT] })] });
		expect(await probeBot(get, { url, generation: 'botConnector' }, HEADER)).toEqual({ from: 'trigger', generation: 'botConnector', bot: KNOWN, urlWanted: url });
	});

	it('finds the URL that a Digital Bot Connector trigger expects from a similar URL', async () => {
		const wanted = 'https://n8n.acme.io/webhook/1/1';
		const { get } = server({ 'https://n8n.acme.io/webhook/1/bots': [refusal, answer(404, { generation: 'digitalBotConnector', url: wanted })] });
		for (const url of ['https://n8n.acme.io/webhook/1', 'https://n8n.acme.io/webhook/1/genesys-bot-connector']) {
			expect(await probeBot(get, { url, generation: 'digitalBotConnector' }, HEADER)).toMatchObject({ from: 'trigger', urlWanted: wanted });
		}
	});

	it.each([
		['a trigger that rejects the header', refusal, { from: 'strangerTrigger' }],
		['n8n without a published workflow', answer(404, { message: 'This webhook is not registered for GET requests. Did you mean to make a POST request?' }), { from: 'n8n' }],
		['another server', answer(200, { hello: 'world' }), { from: 'other', status: 200 }],
		['another server that requires a login', answer(401, { message: 'Who are you?' }), { from: 'other', status: 401 }],
		['a bot that is returned without the header', answer(200, { entities: [BOT] }), { from: 'other', status: 200 }],
		['an HTML page', answer(200, '<html>'), { from: 'other', status: 200 }],
		['a failing server', answer(502), { from: 'nobody', reason: 'it answered 502' }],
		['a refused connection', new GenesysUnreachableError({ code: 'ECONNREFUSED', message: 'refused', advice: '' }), { from: 'nobody', reason: 'refused' }],
	])('recognizes %s', async (_who, open, expected) => {
		const { get } = server({ 'https://n8n.acme.io/webhook/1/bots': [open] });
		expect(await probeBot(get, { url: 'https://n8n.acme.io/webhook/1/genesys-bot-connector', generation: 'botConnector' }, HEADER)).toEqual(expected);
	});

	it('sends the secret only to a trigger of this package', async () => {
		for (const open of [answer(200, { entities: [BOT] }), answer(401), answer(403), answer(404), answer(500)]) {
			const { get, asked } = server({ 'https://kore.acme.io/hooks/1/bots': [open] });
			await probeBot(get, { url: 'https://kore.acme.io/hooks/1', generation: 'digitalBotConnector' }, HEADER);
			expect(JSON.stringify(asked)).not.toContain(SECRET);
		}
	});
});
