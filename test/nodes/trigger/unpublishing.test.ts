import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';
import { api, guardNetwork, INTEGRATIONS, lacks } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { triggerToPublish, type PublishedTrigger } from '../support/publishing';
import { failureOf } from '../support/runAction';
import { STORED, StoredCredential } from '../support/storedCredential';

guardNetwork();

const PATH = `${INTEGRATIONS}/${INTEGRATION}`;
const BEFORE = 'https://other.acme.io/webhook/7';

const integration = (outboundNotificationWebhookUrl: string): IDataObject => ({
	id: INTEGRATION,
	name: 'Web chat',
	outboundNotificationWebhookUrl,
	createStatus: 'Completed',
});

function published(previousUrl = BEFORE): PublishedTrigger {
	const trigger = triggerToPublish();
	Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, previousUrl });
	return trigger;
}

describe('unpublishing', () => {
	it('restores the previous URL, and leaves the secret alone', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it.each([
		['another host', 'https://new.acme.io/webhook'],
		['an added path', 'https://n8n.acme.io/n8n/webhook'],
	])('restores it after n8n has moved: %s', async (_where, webhookBaseUrl) => {
		const trigger = published();
		const { url } = trigger;
		trigger.moveTo(webhookBaseUrl);
		expect(trigger.url).not.toBe(url);
		api().get(PATH).reply(200, integration(url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it("restores it if Genesys has the trigger's other URL, entered by hand", async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.urlWhenFinished));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		await trigger.unpublish();
	});

	it('changes nothing if a copy of the workflow in another n8n has taken over', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url.replace('n8n.acme.io', 'staging.acme.io')));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('changes nothing if another URL was entered in the meantime', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration('https://third.acme.io/hook'));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('sets a placeholder if there was no previous URL, so that another workflow can be published', async () => {
		const trigger = published('');
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.invalid' }).reply(200, integration(''));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('makes no call if nothing was registered', async () => {
		expect(await triggerToPublish().unpublish()).toBe(true);
	});

	it('succeeds if the integration was deleted', async () => {
		const trigger = published();
		api().get(PATH).reply(404, { code: 'not.found', message: 'Not found', status: 404 });
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it('reports a failure, and remembers what to restore', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH).reply(403, lacks('messaging:integration:edit'));
		const failure = await failureOf(trigger.unpublish());
		expect(failure.description).toContain('messaging:integration:edit');
		expect(trigger.kept.previousUrl).toBe(BEFORE);
	});
});

it('lets a simulator or custom gateway deliver to any URL, such as this machine', async () => {
	const credential = new StoredCredential({ region: 'custom', customDomain: 'http://localhost:4010' });
	const trigger = triggerToPublish({ credential, webhookBaseUrl: 'http://localhost:5678/webhook' });
	const simulator = nock('http://localhost:4010', { reqheaders: { authorization: `Bearer ${STORED}` } });
	simulator.get(PATH).reply(200, integration('https://example.com/not-known-yet'));
	simulator
		.patch(PATH, (body: IDataObject) => body.outboundNotificationWebhookUrl === trigger.url)
		.reply(200, integration(trigger.url));
	await trigger.publish();
	expect(trigger.kept.url).toBe(trigger.url);
});
