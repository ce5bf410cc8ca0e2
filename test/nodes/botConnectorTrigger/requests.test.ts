import { logged } from '../../support/logged';
import { BOT_SECRET, botCredential, botServer, botTrigger, digitalLine } from '../support/botTrigger';
import { guardNetwork } from '../support/genesys';

/** Which requests start an execution, and that responses and logs contain no secret. */

guardNetwork('127.0.0.1');
const start = botServer();
const parameters = { generation: 'digitalBotConnector' };
const line = (changes = {}) => digitalLine(crypto.randomUUID(), 'Hi', changes);

it.each<Record<string, string>>([{}, { Authorization: '' }, { Authorization: 'Bearer wrong' }, { 'X-Api-Key': BOT_SECRET }])('returns 401 for %j without an execution', async (headers) => {
	const bot = start({ parameters });
	expect(await bot.say(line(), headers)).toEqual({ status: 401, body: { message: 'The authentication header is missing, wrong, or expired' } });
	// The body of such a request isn't read.
	expect((await bot.say('rubbish', { 'Content-Type': 'text/plain', ...headers })).status).toBe(401);
	expect(bot.started).toEqual([]);
	expect(JSON.stringify(logged())).not.toContain(BOT_SECRET);
});

it("accepts the credential's header in any case", async () => {
	const bot = start({ parameters, credential: botCredential({ headerName: 'X-Api-Key' }) });
	expect((await bot.say(line(), { 'x-api-key': BOT_SECRET })).status).toBe(200);
	expect((await bot.say(line())).status).toBe(401);
});

it.each(['', 'too short', undefined])('rejects and logs every request if the secret is %j', async (secret) => {
	const bot = start({ parameters, credential: botCredential({ secret }) });
	expect((await bot.say(line(), { Authorization: String(secret) })).status).toBe(401);
	expect(JSON.stringify(logged())).toContain('the credential has no valid secret');
});

it('returns 503 if n8n cannot read the credential, so that Genesys Cloud retries', async () => {
	const credential = botCredential();
	credential.broken = new Error('The encryption key has changed');
	const bot = start({ parameters, credential });
	expect((await bot.say(line())).status).toBe(503);
	expect(bot.started).toEqual([]);
});

it('accepts a repeated message if the first one could not start, such as for a failing expression', async () => {
	const parametersWithObject = { ...parameters, holdingText: { a: 1 } as never };
	const bot = start({ parameters: parametersWithObject });
	const once = line();
	for (let time = 0; time < 2; time++) expect((await bot.say(once)).status).toBe(503);
	expect(bot.started).toEqual([]);
});

it('caches the credential, and reads it again if the header does not match', async () => {
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
])('returns %i with a message for %.30s, without an execution', async (status, body, type) => {
	const bot = start({ parameters });
	const answer = await bot.say(body, { Authorization: BOT_SECRET, 'Content-Type': type });
	expect(answer).toEqual({ status, body: { message: expect.any(String) as string } });
	expect(bot.started).toEqual([]);
});

it('has no expressions in the webhook properties that n8n evaluates per request', () => {
	const ofTheEditor = ['ndvHideUrl', 'ndvHideMethod'];
	for (const webhook of botTrigger.description.webhooks ?? []) {
		const expressions = Object.entries(webhook).filter(([, value]) => String(value).startsWith('='));
		expect(expressions.filter(([field]) => !ofTheEditor.includes(field))).toEqual([]);
	}
});
