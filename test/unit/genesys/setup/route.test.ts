import type { PlannedStep } from '../../../../genesys/setup/plan';
import { planRoute } from '../../../../genesys/setup/route';
import { findByName } from '../../../../genesys/setup/profiles';
import { fakeGenesys, inTurn, ok, rejectionOf } from '../fakeGenesys';

const integration: PlannedStep = { step: 'integration', action: 'keep', id: 'i-1', name: 'Chat', recipientId: 'r-1' };
const flow = { step: 'flow', action: 'keep', id: 'f-1', name: 'Mine' } as const;

describe('the route of an integration', () => {
	it("sets the route at the integration's recipient", async () => {
		const { client, requests } = fakeGenesys(inTurn(ok({ id: 'r-1' }), ok()));
		const planned = await planRoute(client, [integration, flow], false);
		expect(planned).toMatchObject({
			step: 'route',
			action: 'create',
			id: 'r-1',
			name: 'Chat',
			detail: 'To the flow "Mine".',
		});
		expect(await planned.apply?.()).toEqual({ id: 'r-1' });
		expect(requests.map(({ path }) => path)).toEqual(Array(2).fill('/api/v2/routing/message/recipients/r-1'));
		expect(requests.at(-1)).toMatchObject({ method: 'PUT', body: { flow: { id: 'f-1' } } });
	});

	it('reports that Genesys Cloud has not created a recipient yet', async () => {
		const { client, requests } = fakeGenesys(() => ok());
		const without = { ...integration, recipientId: undefined };
		expect(await rejectionOf(planRoute(client, [without, flow], false))).toMatchObject({ code: 'recipient.missing' });
		const planned = await planRoute(client, [{ ...without, action: 'create' }, flow], false);
		expect(await rejectionOf(planned.apply?.() ?? Promise.resolve())).toMatchObject({ code: 'recipient.missing' });
		expect(requests).toEqual([]);
	});
});

describe('finding an object by name', () => {
	const page = (...names: string[]) => ok({ pageCount: 2, entities: names.map((name) => ({ id: `id of ${name}`, name })) });

	it('searches all pages', async () => {
		const { client, requests } = fakeGenesys(inTurn(page('a', 'chat'), page('Chat', 'b')));
		expect(await findByName(client, '/api/v2/things', 'Chat', 'x')).toMatchObject({ id: 'id of Chat' });
		expect(requests.map(({ query }) => query)).toEqual([
			{ pageSize: 100, pageNumber: 1 },
			{ pageSize: 100, pageNumber: 2 },
		]);
	});

	it('stops after the last page', async () => {
		const { client, requests } = fakeGenesys(() => page('a'));
		expect(await findByName(client, '/api/v2/things', 'Chat', 'x')).toBeUndefined();
		expect(requests).toHaveLength(2);
	});
});
