import { listBot, pulledVersions, unlistBot } from '../../../../genesys/botConnector/botList';
import { createClient, type HttpRequest } from '../../../../genesys/client';
import { fakeGenesys, ok } from '../fakeGenesys';

/** The bot list, which PUT replaces entirely while other programs read and write it. */

const bot = (id: string, version = '1') => ({ id, name: `Bot ${id}`, versions: [{ version, supportedLanguages: ['de'], intents: [{ name: 'End', slots: {} }] }] });
type Listed = { id: string };

/** @param onCall changes that other programs make to the list before each of our requests is answered */
function listOf(bots: Listed[], onCall: (list: { bots: Listed[] }, request: HttpRequest, nth: number) => void = () => {}) {
	const list = { bots };
	const genesys = fakeGenesys((request, nth) => {
		onCall(list, request, nth);
		if (request.method === 'GET') return ok({ chatBots: list.bots.map((each) => ({ ...each, selfUri: '/x', botCompositeTag: 'tag' })) });
		list.bots = (request.body as { chatBots: Listed[] }).chatBots;
		return { status: 204, headers: {}, body: '' };
	});
	const puts = () => genesys.requests.filter(({ method }) => method === 'PUT').length;
	return { ...genesys, list, puts };
}

const INTEGRATION = 'integration-1';

it('adds a bot to the end of the list and keeps the others unchanged', async () => {
	const foreign = { ...bot('foreign'), unknownField: { a: [1] } };
	const { client, list, requests } = listOf([foreign]);
	await listBot(client, INTEGRATION, bot('own'), false);
	expect(list.bots).toEqual([foreign, bot('own')]);
	expect(new Set(requests.map(({ path }) => path))).toEqual(new Set(['/api/v2/integrations/botconnector/integration-1/bots']));
});

it('writes nothing if the same bot is already listed, regardless of the case of its types', async () => {
	const slots = (type: string) => ({ ...bot('own'), versions: [{ version: '1', supportedLanguages: ['de', 'en-us'], intents: [{ name: 'End', slots: { a: { name: 'a', type } } }] }] });
	const { client, puts } = listOf([slots('string')]);
	await listBot(client, INTEGRATION, slots('String'), false);
	expect(puts()).toBe(0);
});

it('replaces its own bot in place, but not a bot of another workflow', async () => {
	const { client, list, puts } = listOf([bot('own'), bot('foreign')]);
	await listBot(client, INTEGRATION, bot('own', '2'), true);
	expect(list.bots).toEqual([bot('own', '2'), bot('foreign')]);
	await expect(listBot(client, INTEGRATION, bot('foreign', '2'), false)).rejects.toMatchObject({ code: 'bot.id.taken' });
	expect(puts()).toBe(1);
});

it('adds its bot again after a slower writer overwrote the list', async () => {
	const { client, list } = listOf([], (seen, _request, nth) => {
		// Another program read the empty list before our write and writes after it.
		if (nth === 3) seen.bots = [bot('theirs')];
	});
	await listBot(client, INTEGRATION, bot('own'), false);
	expect(list.bots.map(({ id }) => id)).toEqual(['theirs', 'own']);
});

it('removes its bot again after a slower writer restored it', async () => {
	const { client, list } = listOf([bot('own'), bot('theirs')], (seen, _request, nth) => {
		if (nth === 3) seen.bots = [bot('own'), bot('theirs'), bot('another')];
	});
	await unlistBot(client, INTEGRATION, 'own');
	expect(list.bots.map(({ id }) => id)).toEqual(['theirs', 'another']);
});

it.each([0, 1, 2, 3, 4, 5])('keeps both bots in the list when two processes publish at the same time (%i)', async (seed) => {
	const list: { bots: Listed[] } = { bots: [bot('foreign')] };
	const turns = async (count: number) => {
		for (let turn = 0; turn < count; turn++) await Promise.resolve();
	};
	// Different integration IDs give each process its own lock, but both use the same list.
	const publish = async (id: string) => {
		const send = async (request: HttpRequest) => {
			await turns((seed * 7 + id.length * 3) % 5);
			if (request.method === 'GET') return ok({ chatBots: list.bots });
			await turns(seed);
			list.bots = (request.body as { chatBots: Listed[] }).chatBots;
			return ok('');
		};
		await listBot(createClient({ send, sleep: async () => await turns(200) }), `seen-by-${id}`, bot(id), false);
	};
	await Promise.all([publish('one'), publish('second')]);
	expect(list.bots.map(({ id }) => id).sort()).toEqual(['foreign', 'one', 'second']);
});

it('reports a list that keeps changing and a list that is full', async () => {
	const { client } = listOf([], (seen) => (seen.bots = []));
	await expect(listBot(client, INTEGRATION, bot('own'), false)).rejects.toMatchObject({ code: 'bot.list.changing' });
	const full = listOf(Array.from({ length: 50 }, (_, index) => bot(`bot-${index}`)));
	await expect(listBot(full.client, INTEGRATION, bot('own'), false)).rejects.toMatchObject({ code: 'bot.list.full' });
	expect(full.puts()).toBe(0);
});

it('writes nothing after a response that is not a list, such as a proxy page', async () => {
	for (const body of ['<html>', [], { chatBots: 'none' }]) {
		const { client, requests } = fakeGenesys(() => ok(body));
		await expect(listBot(client, INTEGRATION, bot('own'), false)).rejects.toThrow();
		expect(requests.every(({ method }) => method === 'GET')).toBe(true);
	}
});

it('finds a fetched bot on later pages', async () => {
	const { client } = fakeGenesys(({ query }) => ok({ entities: [bot(`bot-${query?.pageNumber}`, 'Delta')], pageCount: 3 }));
	expect(await pulledVersions(client, INTEGRATION, 'bot-3')).toEqual(['Delta']);
	expect(await pulledVersions(client, INTEGRATION, 'bot-4')).toBeUndefined();
});
