import { api, guardNetwork, lacks } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { PATH, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish } from '../support/publishing';
import { failureOf } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Listening for a test event in the editor: a real delivery arrives, or n8n immediately explains why none can. */

guardNetwork();

const FOREIGN = 'https://other.acme.io/webhook/7';
const putsBack = (url: string) => takes({ name: 'Web chat', outboundNotificationWebhookUrl: url });

describe('listening for a test event', () => {
	it.each([
		[PLACEHOLDER, PLACEHOLDER],
		['', 'https://n8n.invalid'],
	])('registers the test URL in an integration without a webhook ("%s"), and removes it afterwards', async (before, after) => {
		const trigger = triggerToPublish();
		shows(before);
		takes(registrationOf(trigger.testUrl));
		await trigger.publish('manual');
		expect(trigger.testUrl).toContain('/webhook-test/');
		shows(trigger.testUrl);
		putsBack(after);
		await trigger.unpublish('manual');
		expect(trigger.kept).toEqual({});
	});

	it('registers the When Finished test URL if selected', async () => {
		const trigger = triggerToPublish({ parameters: { options: { respond: 'whenFinished' } } });
		shows(PLACEHOLDER);
		takes(registrationOf(`${trigger.testUrl}-when-finished`));
		await trigger.publish('manual');
	});

	it('explains immediately that the published workflow uses the integration, and takes nothing from it', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, previousUrl: PLACEHOLDER });
		shows(trigger.url);
		const failure = await failureOf(trigger.publish('manual'));
		expect(failure.message).toContain('The integration "Web chat" already delivers to the published workflow. To build with a real message, open an execution');
		await trigger.unpublish('manual');
		expect(trigger.kept).toEqual({ integrationId: INTEGRATION, url: trigger.url, previousUrl: PLACEHOLDER });
	});

	it.each([{}, { takeOverWebhook: true }])('takes no URL from another system, whatever the options: %j', async (options) => {
		const trigger = triggerToPublish({ parameters: { options } });
		shows(FOREIGN);
		const failure = await failureOf(trigger.publish('manual'));
		expect(failure.message).toContain(`already delivers to another URL: ${FOREIGN}. To build with a real message`);
	});

	it('explains immediately that Genesys Cloud cannot reach the test URL', async () => {
		const trigger = triggerToPublish({ testBaseUrl: 'http://localhost:5678/webhook-test' });
		expect((await failureOf(trigger.publish('manual'))).message).toContain("it's on this machine. Put n8n behind");
	});

	it('explains immediately that the credential has no webhook secret', async () => {
		const trigger = triggerToPublish({ credential: new StoredCredential({ webhookSecret: '' }) });
		expect((await failureOf(trigger.publish('manual'))).message).toContain('The credential has no webhook secret');
	});

	it('makes no call if Register Webhook is off, and waits for deliveries posted by hand', async () => {
		const trigger = triggerToPublish({ parameters: { registerWebhook: false } });
		await trigger.publish('manual');
		await trigger.unpublish('manual');
	});

	it('leaves an integration alone whose URL was changed during the test, for example by publishing', async () => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.testUrl));
		await trigger.publish('manual');
		shows(trigger.testUrl);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		shows(trigger.url);
		await trigger.unpublish('manual');
		shows(trigger.url);
		putsBack('https://n8n.invalid');
		await trigger.unpublish();
	});

	it('replaces the test URL that n8n left behind when it stopped during a test', async () => {
		const trigger = triggerToPublish();
		shows(trigger.testUrl);
		takes(registrationOf(trigger.testUrl));
		await trigger.publish('manual');
		shows(trigger.testUrl);
		putsBack('https://n8n.invalid');
		await trigger.unpublish('manual');
	});

	it.each([
		[403, lacks('messaging:integration:edit')],
		[404, { code: 'not.found', message: 'Not found', status: 404 }],
	])('ends a test without an error if Genesys Cloud responds with %d, because n8n would not catch it', async (status, body) => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.testUrl));
		await trigger.publish('manual');
		api().get(PATH).reply(status, body);
		expect(await trigger.unpublish('manual')).toBe(true);
	});
});
