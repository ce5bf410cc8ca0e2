import nock from 'nock';
import { withoutWaiting } from '../../support/withoutWaiting';
import { agentMessage } from '../support/deliveries';
import { api, INTEGRATIONS } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { triggerToPublish } from '../support/publishing';
import { triggerServer } from '../support/runTrigger';

const start = triggerServer();
const byName = { integrationId: { __rl: true, mode: 'name', value: 'Web chat' } };
const integration = { id: INTEGRATION, name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.invalid', createStatus: 'Completed' };
const list = () => api().get(INTEGRATIONS).query(true);

beforeAll(() => nock.disableNetConnect());
beforeAll(() => nock.enableNetConnect('127.0.0.1'));
afterEach(() => {
	const unused = nock.pendingMocks();
	nock.cleanAll();
	expect(unused).toEqual([]);
});
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});

describe('a trigger that selects its integration by name', () => {
	it('looks it up when published, and not after a restart', async () => {
		const trigger = triggerToPublish({ parameters: byName });
		list().reply(200, { entities: [integration] });
		api().get(`${INTEGRATIONS}/${INTEGRATION}`).reply(200, integration);
		api().patch(`${INTEGRATIONS}/${INTEGRATION}`).reply(200, integration);
		await trigger.publish();
		expect(trigger.kept).toMatchObject({ integrationId: INTEGRATION, integrationName: 'Web chat', url: trigger.url });
		expect(await trigger.checkExists('init')).toBe(true);
	});

	it('registers again after a restart if the name has changed', async () => {
		const trigger = triggerToPublish({ parameters: byName });
		Object.assign(trigger.kept, { integrationId: INTEGRATION, integrationName: 'Phone app', url: trigger.url });
		expect(await trigger.checkExists('init')).toBe(false);
	});

	it('accepts deliveries without a request to Genesys once published', async () => {
		const trigger = start({ parameters: byName, kept: { integrationId: INTEGRATION, integrationName: 'Web chat' } });
		expect((await trigger.deliver(agentMessage())).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('looks it up once if the URL was entered by hand', async () => {
		const trigger = start({ parameters: byName });
		list().reply(200, { entities: [integration] });
		await trigger.deliver(agentMessage());
		await trigger.deliver(agentMessage());
		expect(trigger.started).toHaveLength(2);
	});

	it('makes Genesys retry if the lookup fails', async () => {
		const trigger = start({ parameters: byName });
		list().times(5).reply(500, {});
		const delivery = agentMessage();
		const { result } = await withoutWaiting(async () => await trigger.deliver(delivery));
		expect(result.status).toBe(503);
		nock.cleanAll();
		list().reply(200, { entities: [integration] });
		expect((await trigger.deliver(delivery)).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('rejects deliveries of another integration', async () => {
		const trigger = start({ parameters: byName, kept: { integrationId: 'another', integrationName: 'Web chat' } });
		expect((await trigger.deliver(agentMessage())).status).toBe(404);
	});
});
