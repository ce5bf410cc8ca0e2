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

/** What Setup: Check finds at the URL that Genesys delivers to, with a real trigger there. */

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

/** Genesys delivers to this URL. */
const deliverTo = (url: string) => Object.assign(organization.integrations.items[0], { outboundNotificationWebhookUrl: url });

/** A trigger that is published at its URL, and registered there. */
function publish(setUp: TriggerSetUp = {}, registered: IDataObject = {}): RunningTrigger {
	const trigger = start(setUp);
	Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, secretMark: secretMark(SECRET), modifiedAt: AT_FIRST }, registered);
	deliverTo(trigger.url);
	serveAt(trigger.url, trigger);
	return trigger;
}

/** Whatever is posted to this URL comes to the trigger. */
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

describe('Setup: Check, with the trigger of the integration published', () => {
	it.each(['default', 'setup'] as const)('finds nothing, and starts no execution: URL %s', async (address) => {
		const options = address === 'setup' ? { respond: 'whenFinished' } : {};
		const trigger = publish({ address, parameters: { options, events: [] } });
		expect(await check()).toEqual([]);
		expect(trigger.started).toEqual([]);
	});

	it('finds a secret that was changed in the credential and that Genesys does not have yet', async () => {
		const changed = { webhookSecret: 'the new secret of the credential' };
		publish({ credential: new StoredCredential(changed) });
		expect(await check(new StoredCredential(changed))).toMatchObject([
			{ code: 'webhook.secretChanged', severity: 'error', advice: expect.stringContaining('Integration: Update with Webhook Secret set to Replace') },
		]);
		// As Integration: Update leaves it.
		Object.assign(organization.integrations.items[0], { dateModified: '2026-02-01T10:00:00.000Z' });
		expect(await check(new StoredCredential(changed))).toEqual([]);
	});

	it('finds the same as a warning while the former secret is accepted', async () => {
		const changed = { webhookSecret: 'the new secret of the credential', previousWebhookSecret: SECRET };
		publish({ credential: new StoredCredential(changed) });
		expect(await check(new StoredCredential(changed))).toMatchObject([
			{ code: 'webhook.secretChanged', severity: 'warning', advice: expect.stringContaining('set to Rotate') },
		]);
	});

	it('finds that the trigger has another credential', async () => {
		const webhookSecret = 'the secret of another credential';
		publish({ credential: new StoredCredential({ webhookSecret }) }, { secretMark: secretMark(webhookSecret) });
		expect(await check()).toMatchObject([{ code: 'webhook.secretDiffers', severity: 'error' }]);
	});

	it('takes it for no other credential when the trigger has read it a moment before the change', async () => {
		const trigger = start();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url });
		deliverTo(trigger.url);
		nock('https://n8n.acme.io').post(new URL(trigger.url).pathname).reply(401, { message: SIGNATURE_REFUSED });
		serveAt(trigger.url, trigger);
		expect(await check()).toEqual([]);
	});

	it('finds that the trigger is set to another integration', async () => {
		publish({ parameters: { integrationId: { __rl: true, mode: 'id', value: 'another' } } }, { integrationId: 'another' });
		expect(await check()).toMatchObject([{ code: 'webhook.otherIntegration', severity: 'error', what: expect.stringContaining('(another)') }]);
	});

	it('finds that n8n has moved while the old host still leads to it', async () => {
		const trigger = publish();
		const old = trigger.url.replace('n8n.acme.io', 'old.acme.io');
		deliverTo(old);
		serveAt(old, trigger);
		expect(await check()).toMatchObject([{ code: 'webhook.moved', severity: 'warning', what: expect.stringContaining(trigger.url) }]);
	});

	it('finds that n8n has moved and the old host is gone', async () => {
		const trigger = publish();
		deliverTo(trigger.url.replace('n8n.acme.io', 'old.acme.io'));
		nock('https://old.acme.io').persist().post(/./).replyWithError(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
		expect(await check()).toMatchObject([
			{ code: 'webhook.moved', severity: 'error', advice: expect.stringContaining("unpublish the trigger's workflow and publish it again") },
		]);
	});
});

describe('Setup: Check, with the trigger of the integration not there', () => {
	const URL_OF_TRIGGER = 'https://n8n.acme.io/webhook/1/genesys-open-messaging';
	const answered = (status: number, body: nock.Body, headers: Record<string, string> = {}) => {
		deliverTo(URL_OF_TRIGGER);
		nock('https://n8n.acme.io').persist().post('/webhook/1/genesys-open-messaging').reply(status, body, headers);
	};

	it('finds that the workflow is unpublished', async () => {
		answered(404, { code: 404, message: 'The requested webhook "POST 1/genesys-open-messaging" is not registered.', hint: '…' });
		expect(await check()).toMatchObject([{ code: 'webhook.notPublished', severity: 'error', advice: expect.stringContaining('Publish the workflow') }]);
	});

	it('finds another server that answers 200 to everything', async () => {
		answered(200, 'ok');
		expect(await check()).toMatchObject([{ code: 'webhook.notOurs', severity: 'error' }]);
	});

	it('follows no redirect, for Genesys follows none that is known', async () => {
		answered(308, '', { location: 'https://elsewhere.acme.io/' });
		expect(await check()).toMatchObject([{ code: 'webhook.notOurs', what: expect.stringContaining('308') }]);
	});

	it('warns where n8n does not reach its own public URL, which Genesys may reach', async () => {
		deliverTo(URL_OF_TRIGGER);
		nock('https://n8n.acme.io').persist().post(/./).replyWithError(Object.assign(new Error('hairpin'), { code: 'ETIMEDOUT' }));
		expect(await check()).toMatchObject([{ code: 'webhook.noAnswer', severity: 'warning', advice: expect.stringContaining('curl') }]);
	});
});
