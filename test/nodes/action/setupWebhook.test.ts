import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SIGNATURE_REFUSED } from '../../../genesys/openMessaging/probe';
import { secretMark } from '../../../genesys/openMessaging/signature';
import { Organization } from '../../support/organization';
import { withoutWaiting } from '../../support/withoutWaiting';
import { INTEGRATION } from '../support/ids';
import { guardServed, serve } from '../support/organization';
import { provision } from '../support/provision';
import { runAction } from '../support/runAction';
import { triggerServer, type RunningTrigger, type TriggerSetUp } from '../support/runTrigger';
import { SECRET, StoredCredential } from '../support/storedCredential';

/** Findings of Setup: Check at the URL that Genesys Cloud delivers to, with a real trigger there. */

const start = triggerServer();
const AT_FIRST = '2026-01-31T10:00:00.000Z';
let organization: Organization;

guardServed('127.0.0.1');
beforeEach(async () => {
	organization = new Organization();
	serve(organization);
	await provision({ options: { threadingWindowMinutes: 0 } });
	Object.assign(organization.integrations.items[0], { id: INTEGRATION, dateModified: AT_FIRST });
	organization.changes.splice(0);
});

async function check(credential?: StoredCredential): Promise<IDataObject[]> {
	const integrationId = { __rl: true, mode: 'id', value: INTEGRATION } satisfies INodeParameters;
	const { result } = await withoutWaiting(async () => await runAction({ operation: 'setup: check', parameters: { integrationId }, credential }));
	expect(organization.changes).toEqual([]);
	return result[0].json.findings as IDataObject[];
}

/** Sets the URL that Genesys Cloud delivers to. */
const deliverTo = (url: string) => Object.assign(organization.integrations.items[0], { outboundNotificationWebhookUrl: url });

/** Publishes a trigger and registers its URL. */
function publish(setUp: TriggerSetUp = {}, registered: IDataObject = {}): RunningTrigger {
	const trigger = start(setUp);
	Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, secretMark: secretMark(SECRET), modifiedAt: AT_FIRST }, registered);
	deliverTo(trigger.url);
	serveAt(trigger.url, trigger);
	return trigger;
}

/** Forwards requests at this URL to the trigger. */
function serveAt(url: string, trigger: RunningTrigger): void {
	const { origin, pathname } = new URL(url);
	nock(origin)
		.persist()
		.post(pathname)
		.reply(async (request: Request) => {
			const signature = request.headers.get('x-hub-signature-256') ?? '';
			const { status, body } = await trigger.post(await request.text(), { 'X-Hub-Signature-256': signature });
			return [status, body as nock.Body];
		});
}

describe('Setup: Check with a published trigger', () => {
	it.each(['default', 'setup'] as const)('finds nothing and starts no execution: URL %s', async (address) => {
		const options = address === 'setup' ? { respond: 'whenFinished' } : {};
		const trigger = publish({ address, parameters: { options, events: [] } });
		expect(await check()).toEqual([]);
		expect(trigger.started).toEqual([]);
	});

	it('reports a changed secret that Genesys Cloud does not have yet', async () => {
		const changed = { webhookSecret: 'the new secret of the credential' };
		publish({ credential: new StoredCredential(changed) });
		expect(await check(new StoredCredential(changed))).toMatchObject([
			{ code: 'webhook.secretChanged', severity: 'error', advice: expect.stringContaining('Integration: Update with Webhook Secret set to Replace') },
		]);
		// The effect of Integration: Update.
		Object.assign(organization.integrations.items[0], { dateModified: '2026-02-01T10:00:00.000Z' });
		expect(await check(new StoredCredential(changed))).toEqual([]);
	});

	it('reports a changed secret as a warning while the trigger accepts the previous one', async () => {
		const changed = { webhookSecret: 'the new secret of the credential', previousWebhookSecret: SECRET };
		publish({ credential: new StoredCredential(changed) });
		expect(await check(new StoredCredential(changed))).toMatchObject([
			{ code: 'webhook.secretChanged', severity: 'warning', advice: expect.stringContaining('set to Rotate') },
		]);
	});

	it('reports a trigger with another credential', async () => {
		const webhookSecret = 'the secret of another credential';
		publish({ credential: new StoredCredential({ webhookSecret }) }, { secretMark: secretMark(webhookSecret) });
		expect(await check()).toMatchObject([{ code: 'webhook.secretDiffers', severity: 'error' }]);
	});

	it('waits for a trigger that read the credential just before the change', async () => {
		const trigger = start();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url });
		deliverTo(trigger.url);
		nock('https://n8n.acme.io').post(new URL(trigger.url).pathname).reply(401, { message: SIGNATURE_REFUSED });
		serveAt(trigger.url, trigger);
		expect(await check()).toEqual([]);
	});

	it('reports a trigger for another integration', async () => {
		publish({ parameters: { integrationId: { __rl: true, mode: 'id', value: 'another' } } }, { integrationId: 'another' });
		expect(await check()).toMatchObject([{ code: 'webhook.otherIntegration', severity: 'error', what: expect.stringContaining('(another)') }]);
	});

	it('reports that n8n moved as a warning while the old host still works', async () => {
		const trigger = publish();
		const old = trigger.url.replace('n8n.acme.io', 'old.acme.io');
		deliverTo(old);
		serveAt(old, trigger);
		expect(await check()).toMatchObject([{ code: 'webhook.moved', severity: 'warning', what: expect.stringContaining(trigger.url) }]);
	});

	it('reports that n8n moved as an error if the old host is gone', async () => {
		const trigger = publish();
		deliverTo(trigger.url.replace('n8n.acme.io', 'old.acme.io'));
		nock('https://old.acme.io').persist().post(/./).replyWithError(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
		expect(await check()).toMatchObject([
			{ code: 'webhook.moved', severity: 'error', advice: expect.stringContaining("unpublish the trigger's workflow and publish it again") },
		]);
	});
});

describe('Setup: Check without the trigger', () => {
	const URL_OF_TRIGGER = 'https://n8n.acme.io/webhook/1/genesys-open-messaging';
	const answered = (status: number, body: nock.Body, headers: Record<string, string> = {}) => {
		deliverTo(URL_OF_TRIGGER);
		nock('https://n8n.acme.io').persist().post('/webhook/1/genesys-open-messaging').reply(status, body, headers);
	};

	it('reports an unpublished workflow', async () => {
		answered(404, { code: 404, message: 'The requested webhook "POST 1/genesys-open-messaging" is not registered.', hint: '…' });
		expect(await check()).toMatchObject([{ code: 'webhook.notPublished', severity: 'error', advice: expect.stringContaining('Publish the workflow') }]);
	});

	it('reports another server that answers 200 to everything', async () => {
		answered(200, 'ok');
		expect(await check()).toMatchObject([{ code: 'webhook.notOurs', severity: 'error' }]);
	});

	it('follows no redirect', async () => {
		answered(308, '', { location: 'https://elsewhere.acme.io/' });
		expect(await check()).toMatchObject([{ code: 'webhook.notOurs', what: expect.stringContaining('308') }]);
	});

	it('only warns if n8n cannot reach its own public URL', async () => {
		deliverTo(URL_OF_TRIGGER);
		nock('https://n8n.acme.io').persist().post(/./).replyWithError(Object.assign(new Error('hairpin'), { code: 'ETIMEDOUT' }));
		expect(await check()).toMatchObject([{ code: 'webhook.noAnswer', severity: 'warning', advice: expect.stringContaining('curl') }]);
	});
});
