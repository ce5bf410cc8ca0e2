import { eventually } from '../../demo/people.mts';
import { callSimulator, fetchToken } from '../../demo/simulator.mts';
import { addConnector, createBotWorkflow, DESCRIPTION, locator } from '../support/botConnector.mts';
import { startTestStack, type TestStack } from '../support/stack.mts';

/** The Bot Connector's list of bots, which PUT replaces as a whole, while several workflows are published and unpublished. */

let stack: TestStack;

beforeAll(async () => {
	stack = await startTestStack();
}, 300_000);

afterAll(async () => await stack?.stop());

const listPath = (integrationId: string) => `/api/v2/integrations/botconnector/${integrationId}/bots`;
type Listed = { id: string; name: string; versions: Array<{ version: string; intents: Array<{ name: string }> }> };

async function listed(integrationId: string): Promise<Listed[]> {
	const { url } = stack.simulator;
	return (await callSimulator<{ chatBots: Listed[] }>(url, 'GET', listPath(integrationId), undefined, await fetchToken(url))).chatBots;
}
const ids = async (integrationId: string) => (await listed(integrationId)).map(({ id }) => id).sort();

const FOREIGN = {
	id: 'foreign', name: 'Not ours', description: 'Another system added it',
	versions: [{ version: '7', supportedLanguages: ['ja-jp'], intents: [{ name: 'Pay', slots: { sum: { name: 'sum', type: 'currency' } } }] }],
};

async function setUp(...botIds: string[]) {
	const integrationId = await addConnector(stack, 'botConnector', crypto.randomUUID());
	const { url } = stack.simulator;
	await callSimulator(url, 'PUT', listPath(integrationId), { chatBots: [FOREIGN] }, await fetchToken(url));
	const before = await listed(integrationId);
	const bots = await Promise.all(botIds.map(async (botId) => {
		const parameters = { botId, registerBot: true, integrationId: locator(integrationId) };
		return (await createBotWorkflow(stack, 'botConnector', parameters, [])).id;
	}));
	return { integrationId, bots, foreign: before[0] };
}

test('publishing and unpublishing bots one at a time leaves other bots and a foreign bot in the list', async () => {
	const { integrationId, bots: [one, two], foreign } = await setUp('one', 'two');
	await stack.rest.publish(one);
	await stack.rest.publish(two);
	expect(await ids(integrationId)).toEqual(['foreign', 'one', 'two']);
	const [, own] = await listed(integrationId);
	expect(own).toMatchObject({ name: DESCRIPTION.botName, versions: [{ version: '1', intents: [{ name: 'Escalate' }, { name: 'MoreData 1' }, { name: 'MoreData 2' }] }] });
	await stack.rest.unpublish(one);
	await eventually('the first bot is removed', async () => !(await ids(integrationId)).includes('one'));
	expect(await ids(integrationId)).toEqual(['foreign', 'two']);
	await stack.rest.publish(one);
	await stack.rest.unpublish(two);
	await eventually('the second bot is removed', async () => !(await ids(integrationId)).includes('two'));
	expect(await listed(integrationId)).toMatchObject([foreign, { id: 'one' }]);
}, 120_000);

test('bots published and unpublished at the same time all end in the right state', async () => {
	const { integrationId, bots, foreign } = await setUp('one', 'two', 'three', 'four');
	const [one, two, three, four] = bots;
	await Promise.all(bots.map(async (id) => await stack.rest.publish(id)));
	expect(await ids(integrationId)).toEqual(['foreign', 'four', 'one', 'three', 'two']);
	await Promise.all([one, two].map(async (id) => await stack.rest.unpublish(id)));
	await eventually('two bots are removed', async () => (await ids(integrationId)).length === 3);
	await Promise.all([stack.rest.publish(one), stack.rest.unpublish(three), stack.rest.unpublish(four)]);
	await eventually('one bot is back, and two more are removed', async () => JSON.stringify(await ids(integrationId)) === JSON.stringify(['foreign', 'one']));
	expect((await listed(integrationId))[0]).toEqual(foreign);
}, 120_000);

test('publishing a bot whose ID is already taken fails and leaves the other bot unchanged', async () => {
	const { integrationId, bots: [same], foreign } = await setUp('foreign');
	await expect(stack.rest.publish(same)).rejects.toThrow('The integration already lists another bot with the ID "foreign". Use another Bot ID.');
	expect(await listed(integrationId)).toEqual([foreign]);
}, 120_000);
