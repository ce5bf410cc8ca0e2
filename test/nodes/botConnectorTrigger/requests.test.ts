import { logged } from '../../support/logged';
import { BOT_SECRET, botCredential, botServer, botTrigger, digitalLine } from '../support/botTrigger';
import { guardNetwork } from '../support/genesys';

/** Which requests start an execution, and that no answer and no log line holds a secret. */

guardNetwork('127.0.0.1');
const start = botServer();
const parameters = { generation: 'digitalBotConnector' };
const line = (changes = {}) => digitalLine(crypto.randomUUID(), 'Hi', changes);

it.each<Record<string, string>>([{}, { Authorization: '' }, { Authorization: 'Bearer wrong' }, { 'X-Api-Key': BOT_SECRET }])('answers 401 to %j and starts nothing', async (headers) => {
	const bot = start({ parameters });
	expect(await bot.say(line(), headers)).toEqual({ status: 401, body: { message: 'The header that proves the request is missing, wrong or expired' } });
	// The body of such a request is not even looked at.
	expect((await bot.say('rubbish', { 'Content-Type': 'text/plain', ...headers })).status).toBe(401);
	expect(bot.started).toEqual([]);
	expect(JSON.stringify(logged())).not.toContain(BOT_SECRET);
});

it('takes the header that the credential names, in whatever case', async () => {
	const bot = start({ parameters, credential: botCredential({ headerName: 'X-Api-Key' }) });
	expect((await bot.say(line(), { 'x-api-key': BOT_SECRET })).status).toBe(200);
	expect((await bot.say(line())).status).toBe(401);
});

it.each(['', 'too short', undefined])('refuses everything when the secret of the credential is %j, and says so in the log', async (secret) => {
	const bot = start({ parameters, credential: botCredential({ secret }) });
	expect((await bot.say(line(), { Authorization: String(secret) })).status).toBe(401);
	expect(JSON.stringify(logged())).toContain('the credential has no usable secret');
});

it('answers 503 when n8n cannot read the credential, so that Genesys Cloud tries again', async () => {
	const credential = botCredential();
	credential.broken = new Error('The encryption key has changed');
	const bot = start({ parameters, credential });
	expect((await bot.say(line())).status).toBe(503);
	expect(bot.started).toEqual([]);
});

it('takes a repeat of a message that it could not begin with, as for an expression that fails', async () => {
	const parametersWithObject = { ...parameters, holdingText: { a: 1 } as never };
	const bot = start({ parameters: parametersWithObject });
	const once = line();
	for (let time = 0; time < 2; time++) expect((await bot.say(once)).status).toBe(503);
	expect(bot.started).toEqual([]);
});

it('reads the credential once for many requests, and again when the header does not fit', async () => {
	const credential = botCredential();
	const bot = start({ parameters, credential });
	for (let time = 0; time < 5; time++) expect((await bot.say(line())).status).toBe(200);
	expect(credential.reads).toBe(1);
});

it.each([
	[400, 'rubbish', 'text/plain'],
	[400, '[]', 'application/json'],
	[400, JSON.stringify({ botId: 'order-bot' }), 'application/json'],
	[404, JSON.stringify(digitalLine('s', 'Hi', { botId: 'another' })), 'application/json'],
])('answers %i to %.30s, with a message and without an execution', async (status, body, type) => {
	const bot = start({ parameters });
	const answer = await bot.say(body, { Authorization: BOT_SECRET, 'Content-Type': type });
	expect(answer).toEqual({ status, body: { message: expect.any(String) as string } });
	expect(bot.started).toEqual([]);
});

it('has no expression in what n8n reads of its webhooks on a request', () => {
	const ofTheEditor = ['ndvHideUrl', 'ndvHideMethod'];
	for (const webhook of botTrigger.description.webhooks ?? []) {
		const expressions = Object.entries(webhook).filter(([, value]) => String(value).startsWith('='));
		expect(expressions.filter(([field]) => !ofTheEditor.includes(field))).toEqual([]);
	}
});
