import type { IDataObject } from 'n8n-workflow';
import { logged } from '../../support/logged';
import { withoutWaiting } from '../../support/withoutWaiting';
import { BOT_INTEGRATION, botCredential, botToPublish } from '../support/botTrigger';
import { api, guardNetwork, lacks } from '../support/genesys';

/** How publishing and unpublishing change the bot list, and what they check. */

guardNetwork();
const LIST = `/api/v2/integrations/botconnector/${BOT_INTEGRATION}/bots`;
const DIGITAL = { generation: 'digitalBotConnector' };
const FOREIGN = { id: 'foreign', name: 'Not ours', versions: [] };

/** Genesys Cloud's list, for any number of calls. */
function list(chatBots: IDataObject[] = []): { bots: IDataObject[]; puts: number } {
	const seen = { bots: chatBots, puts: 0 };
	api().persist().get(LIST).reply(200, () => ({ chatBots: seen.bots }));
	api().persist().put(LIST).reply(204, async (request: Request) => {
		seen.bots = ((await request.json()) as { chatBots: IDataObject[] }).chatBots;
		seen.puts++;
		return '';
	});
	return seen;
}
const ids = ({ bots }: { bots: IDataObject[] }) => bots.map(({ id }) => id);

it('adds the bot to the list, and removes only this one', async () => {
	const seen = list([FOREIGN]);
	const bot = botToPublish();
	expect(await bot.checkExists()).toBe(false);
	await withoutWaiting(async () => await bot.create());
	expect(ids(seen)).toEqual(['foreign', 'order-bot']);
	expect(bot.kept).toMatchObject({ integrationId: BOT_INTEGRATION, botId: 'order-bot' });
	expect(await bot.checkExists('init')).toBe(true);
	await withoutWaiting(async () => await bot.create());
	expect(seen.puts).toBe(1);
	await withoutWaiting(async () => await bot.remove());
	expect(seen.bots).toEqual([FOREIGN]);
	expect(Object.keys(bot.kept)).toEqual([]);
});

it('removes the previous bot after its ID has changed', async () => {
	const seen = list([FOREIGN]);
	const bot = botToPublish();
	await withoutWaiting(async () => await bot.create());
	bot.change({ botId: 'new-bot' });
	expect(await bot.checkExists('init')).toBe(false);
	await withoutWaiting(async () => await bot.create());
	expect(ids(seen)).toEqual(['foreign', 'new-bot']);
});

it('keeps the bot in the list while a copy of the workflow is published', async () => {
	const seen = list([FOREIGN]);
	const [original, copy] = [botToPublish(), botToPublish()];
	await withoutWaiting(async () => await original.create());
	await withoutWaiting(async () => await copy.create());
	await withoutWaiting(async () => await original.remove());
	expect(ids(seen)).toEqual(['foreign', 'order-bot']);
	await withoutWaiting(async () => await original.create());
	await withoutWaiting(async () => await copy.remove());
	expect(ids(seen)).toEqual(['foreign', 'order-bot']);
	await withoutWaiting(async () => await original.remove());
	expect(ids(seen)).toEqual(['foreign']);
});

it('does not change the list for a test event, with Register Bot off, or for the Digital Bot Connector', async () => {
	expect(await botToPublish().create('manual')).toBe(true);
	const off = botToPublish({ registerBot: false });
	expect(await off.create()).toBe(true);
	expect(await off.remove()).toBe(true);
	expect(await botToPublish({ ...DIGITAL, integrationId: { __rl: true, mode: 'list', value: '' } }).create()).toBe(true);
});

it('unpublishes even if the integration has been deleted', async () => {
	list();
	const bot = botToPublish();
	await withoutWaiting(async () => await bot.create());
	bot.change({});
	Object.assign(bot.kept, { integrationId: 'deleted' });
	api().get(LIST.replace(BOT_INTEGRATION, 'deleted')).reply(404, { code: 'not.found', message: 'Not found', status: 404 });
	expect(await bot.remove()).toBe(true);
});

it.each<[string, IDataObject, string]>([
	['no integration', { integrationId: { __rl: true, mode: 'list', value: '' } }, '"Integration" is empty. Select the Bot Connector integration'],
	['no intent', { intents: {} }, '"Intents" is empty. Add at least one intent'],
	['an uppercase language code', { languages: ['en-US'] }, '"Languages" contains "en-US". Use lowercase language codes'],
])('explains the fix for %s', async (_what, parameters, message) => {
	await expect(botToPublish(parameters as never).create()).rejects.toThrow(message);
});

it('reports invalid bots when listening for a test event', async () => {
	await expect(botToPublish({ botName: 'x '.repeat(60) }).create('manual')).rejects.toThrow('"Bot Name" has 120 characters. Genesys Cloud allows 100');
	await expect(botToPublish({}, botCredential({ secret: 'ein Geheimnis für alle' })).create('manual')).rejects.toThrow("The secret contains characters that a header can't have. Use letters");
	await expect(botToPublish({}, botCredential({ secret: 'short' })).create('manual')).rejects.toThrow('The credential\'s secret has only 5 characters. Enter at least 16');
});

it('lists the missing permission', async () => {
	api().get(LIST).reply(403, lacks('integration:botconnector:view'));
	await expect(botToPublish().create()).rejects.toThrow('integration:botconnector:view');
});

const PULLED = `/api/v2/integrations/botconnectors/${BOT_INTEGRATION}/bots`;
it.each<[string, number, IDataObject, string]>([
	['has not fetched the bot', 200, { entities: [], pageCount: 1 }, "Genesys Cloud hasn't fetched the bot yet"],
	['has not fetched the version', 200, { entities: [{ id: 'order-bot', versions: [{ version: '0' }] }], pageCount: 1 }, "Genesys Cloud hasn't fetched version 1 of the bot yet"],
	['does not answer', 503, {}, "couldn't check whether Genesys Cloud has fetched the bot"],
])('publishes the Digital Bot Connector and logs a warning if Genesys Cloud %s', async (_what, status, body, line) => {
	api().get(PULLED).query(true).reply(status, body);
	expect(await botToPublish(DIGITAL).create()).toBe(true);
	const lines = JSON.stringify(logged());
	expect(lines).toContain(line);
	if (status === 200) expect(lines).toMatch(/Bot Connector URI is https:\/\/n8n\.acme\.io\/webhook\/(bot-webhook-\d+)\/\1,/);
});

it('logs nothing if Genesys Cloud has fetched the version', async () => {
	api().get(PULLED).query(true).reply(200, { entities: [{ id: 'order-bot', versions: [{ version: '1' }] }], pageCount: 1 });
	expect(await botToPublish(DIGITAL).create()).toBe(true);
	expect(JSON.stringify(logged())).not.toContain('Bot Connector Trigger');
});
