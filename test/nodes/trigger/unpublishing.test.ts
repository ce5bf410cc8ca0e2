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
	it('puts back the address that was there before, and leaves the secret alone', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it.each([
		['another host', 'https://new.acme.io/webhook'],
		['a path in front', 'https://n8n.acme.io/n8n/webhook'],
	])('puts it back after n8n has moved: %s', async (_where, webhookBaseUrl) => {
		const trigger = published();
		const { url } = trigger;
		trigger.moveTo(webhookBaseUrl);
		expect(trigger.url).not.toBe(url);
		api().get(PATH).reply(200, integration(url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it('puts it back when Genesys has the other URL of the trigger, entered by hand', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.urlWhenFinished));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: BEFORE }).reply(200, integration(BEFORE));
		await trigger.unpublish();
	});

	it('changes nothing when a copy of the workflow in another n8n has taken over since', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url.replace('n8n.acme.io', 'staging.acme.io')));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('changes nothing when somebody has entered another address since', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration('https://third.acme.io/hook'));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('leaves a placeholder where there was no URL before, so that another workflow can be published', async () => {
		const trigger = published('');
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: 'https://n8n.invalid' }).reply(200, integration(''));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it('calls nothing when nothing was registered', async () => {
		expect(await triggerToPublish().unpublish()).toBe(true);
	});

	it('is no trouble when the integration has been deleted', async () => {
		const trigger = published();
		api().get(PATH).reply(404, { code: 'not.found', message: 'Not found', status: 404 });
		expect(await trigger.unpublish()).toBe(true);
		expect(trigger.kept).toEqual({});
	});

	it('says what went wrong, and remembers what is to be put back', async () => {
		const trigger = published();
		api().get(PATH).reply(200, integration(trigger.url));
		api().patch(PATH).reply(403, lacks('messaging:integration:edit'));
		const failure = await failureOf(trigger.unpublish());
		expect(failure.description).toContain('messaging:integration:edit');
		expect(trigger.kept.previousUrl).toBe(BEFORE);
	});
});

it("a simulator or gateway of one's own may deliver to any address, such as this machine", async () => {
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
