import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';
import { secretMark } from '../../../genesys/openMessaging/signature';
import { until } from '../../support/until';
import { withoutWaiting } from '../../support/withoutWaiting';
import { agentMessage } from '../support/deliveries';
import { api, guardNetwork, INTEGRATIONS } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { triggerServer, type RunningTrigger, type TriggerSetUp } from '../support/runTrigger';
import { StoredCredential } from '../support/storedCredential';

/** n8n doesn't register an unchanged trigger again, so the trigger itself registers changes. */

guardNetwork('127.0.0.1');
const startServer = triggerServer();

const FORMER = 'the secret that Genesys still signs with';
const CURRENT = 'the secret that the credential has now';
const PATH = `${INTEGRATIONS}/${INTEGRATION}`;
const OLD_HOST = 'https://old.acme.io';

interface Delivered {
	trigger: RunningTrigger;
	/** Delivers with this secret until the prepared responses of Genesys are used up; returns the status. */
	deliver(secret: string): Promise<number>;
}

/** A trigger that has registered the previous secret, with another one in its credential since. */
function start(credential: IDataObject = { webhookSecret: CURRENT, previousWebhookSecret: FORMER }, setUp: TriggerSetUp = {}): Delivered {
	const trigger = startServer({ credential: new StoredCredential(credential as { webhookSecret: string }), ...setUp });
	Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, secretMark: secretMark(FORMER), modifiedAt: '2026-01-31T10:00:00.000Z' }, setUp.kept);
	const deliver = async (secret: string): Promise<number> => {
		const { result } = await withoutWaiting(async () => {
			const { status } = await trigger.deliver(agentMessage(), { secret });
			await until(() => nock.pendingMocks().length === 0);
			return status;
		});
		return result;
	};
	return { trigger, deliver };
}

const integration = (url: string) => ({ id: INTEGRATION, name: 'Web chat', outboundNotificationWebhookUrl: url, createStatus: 'Completed', dateModified: new Date().toISOString() });
const shows = (url: string) => api().get(PATH).reply(200, integration(url));
const takes = (url: string) =>
	api()
		.patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: url, outboundNotificationWebhookSignatureSecretToken: CURRENT })
		.reply(200, integration(url));

/** n8n's public URL leads to the trigger. */
function publish(trigger: RunningTrigger): void {
	const { origin, pathname } = new URL(trigger.url);
	nock(origin)
		.post(pathname)
		.reply(async (request: Request) => {
			const signature = request.headers.get('x-hub-signature-256') ?? '';
			const { status, body } = await trigger.post(await request.text(), { 'X-Hub-Signature-256': signature });
			return [status, body as nock.Body];
		});
}

describe('a webhook secret changed in the credential', () => {
	it('is registered by the first delivery signed with the previous secret, which is accepted', async () => {
		const { trigger, deliver } = start();
		shows(trigger.url);
		takes(trigger.url);
		expect(await deliver(FORMER)).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('is registered by the first delivery that does not match, which Genesys retries, if the previous secret is gone', async () => {
		const { trigger, deliver } = start({ webhookSecret: CURRENT });
		shows(trigger.url);
		takes(trigger.url);
		expect(await deliver(FORMER)).toBe(503);
		expect(await deliver(CURRENT)).toBe(200);
		let status = 503;
		while (status === 503) status = await deliver(FORMER);
		expect(status).toBe(401);
		expect(trigger.started).toHaveLength(1);
		// n8n has not saved it with the workflow, because the last request started no execution.
		expect(trigger.kept).toMatchObject({ url: trigger.url, secretMark: secretMark(CURRENT) });
	});

	it('is registered once, however many deliveries arrive before Genesys uses it', async () => {
		const { trigger, deliver } = start();
		shows(trigger.url);
		takes(trigger.url);
		await Promise.all([FORMER, FORMER, FORMER].map(async (secret) => await trigger.deliver(agentMessage(), { secret })));
		for (const secret of [FORMER, FORMER]) expect(await deliver(secret)).toBe(200);
	});

	it('is registered only after every process of n8n has read it', async () => {
		const { trigger } = start();
		shows(trigger.url);
		takes(trigger.url);
		const { waitedMs } = await withoutWaiting(async () => {
			await trigger.deliver(agentMessage(), { secret: FORMER });
			await until(() => nock.pendingMocks().length === 0);
		});
		expect(waitedMs).toBeGreaterThan(5_000);
	});

	it('is not registered if a copy of the workflow in another n8n owns the integration', async () => {
		const { trigger, deliver } = start();
		shows(trigger.url.replace('n8n.acme.io', 'other.acme.io'));
		expect(await deliver(FORMER)).toBe(200);
	});

	it.each<[string, TriggerSetUp]>([
		['Register Webhook is off', { parameters: { registerWebhook: false } }],
		['a user listens for a test event', { mode: 'manual' }],
		['nothing was registered', { kept: { integrationId: undefined } }],
	])('is not registered if %s', async (_case, setUp) => {
		const { deliver } = start(undefined, setUp);
		expect(await deliver(FORMER)).toBe(200);
	});

	it("causes no call if signatures are merely wrong, so that strangers can't cause one", async () => {
		const { deliver } = start({ webhookSecret: FORMER });
		expect(await deliver('an unknown secret of this test')).toBe(401);
	});

	it('causes no call once a delivery has shown that Genesys uses it', async () => {
		const { deliver } = start({ webhookSecret: CURRENT });
		expect(await deliver(CURRENT)).toBe(200);
		expect(await deliver('an unknown secret of this test')).toBe(401);
	});

	it('makes the trigger reject the previous secret if it cannot be registered', async () => {
		const { trigger, deliver } = start({ webhookSecret: CURRENT });
		shows(trigger.url);
		api().patch(PATH).reply(403, { code: 'missing.permissions', message: 'missing messaging:integration:edit', status: 403 });
		let status = await deliver(FORMER);
		expect(status).toBe(503);
		while (status === 503) status = await deliver(FORMER);
		expect(status).toBe(401);
	});
});

describe('a changed N8N_WEBHOOK_URL', () => {
	const moved = (): Delivered => {
		const { trigger, deliver } = start({ webhookSecret: CURRENT });
		Object.assign(trigger.kept, { url: trigger.url.replace('https://n8n.acme.io', OLD_HOST), secretMark: secretMark(CURRENT) });
		return { trigger, deliver };
	};

	it('is registered by the first delivery to the old host', async () => {
		const { trigger, deliver } = moved();
		shows(String(trigger.kept.url));
		publish(trigger);
		takes(trigger.url);
		expect(await deliver(CURRENT)).toBe(200);
		// From then on, nothing is left to do.
		expect(await deliver(CURRENT)).toBe(200);
		expect(trigger.started).toHaveLength(2);
	});

	it('replaces the old URL only if the trigger responds there, so that a mistake does not disconnect n8n', async () => {
		const { trigger, deliver } = moved();
		shows(String(trigger.kept.url));
		nock('https://n8n.acme.io').post(/./).reply(200, 'Welcome to our new site');
		expect(await deliver(CURRENT)).toBe(200);
	});

	it('is registered only if Genesys can deliver to it', async () => {
		const { trigger, deliver } = start({ webhookSecret: CURRENT }, { webhookBaseUrl: 'http://localhost:5678/webhook' });
		Object.assign(trigger.kept, { url: `${OLD_HOST}/webhook/1/genesys-open-messaging`, secretMark: secretMark(CURRENT) });
		shows(String(trigger.kept.url));
		expect(await deliver(CURRENT)).toBe(200);
	});

	it('is not registered if another URL was entered in the meantime', async () => {
		const { deliver } = moved();
		shows('https://third.acme.io/hook');
		expect(await deliver(CURRENT)).toBe(200);
	});

	it('needs no change if the new URL is already registered', async () => {
		const { trigger, deliver } = moved();
		shows(trigger.url);
		expect(await deliver(CURRENT)).toBe(200);
	});
});
