import { api, guardNetwork, lacks } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { PATH, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish } from '../support/publishing';
import { failureOf } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

/** Listening for a test event in the editor: a real delivery comes, or n8n says at once why none can. */

guardNetwork();

const FOREIGN = 'https://other.acme.io/webhook/7';
const putsBack = (url: string) => takes({ name: 'Web chat', outboundNotificationWebhookUrl: url });

describe('listening for a test event', () => {
	it.each([
		[PLACEHOLDER, PLACEHOLDER],
		['', 'https://n8n.invalid'],
	])('registers the test URL in an integration that delivers nowhere ("%s"), and takes it out afterwards', async (before, after) => {
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

	it('registers the test URL of When Finished where the option asks for it', async () => {
		const trigger = triggerToPublish({ parameters: { options: { respond: 'whenFinished' } } });
		shows(PLACEHOLDER);
		takes(registrationOf(`${trigger.testUrl}-when-finished`));
		await trigger.publish('manual');
	});

	it('says at once that the published workflow has the integration, and takes nothing away from it', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, previousUrl: PLACEHOLDER });
		shows(trigger.url);
		const failure = await failureOf(trigger.publish('manual'));
		expect(failure.message).toContain('The integration "Web chat" already delivers to the published workflow. To build with a real message, open an execution');
		await trigger.unpublish('manual');
		expect(trigger.kept).toEqual({ integrationId: INTEGRATION, url: trigger.url, previousUrl: PLACEHOLDER });
	});

	it.each([{}, { takeOverWebhook: true }])('takes no URL away from anybody else, whatever the options: %j', async (options) => {
		const trigger = triggerToPublish({ parameters: { options } });
		shows(FOREIGN);
		const failure = await failureOf(trigger.publish('manual'));
		expect(failure.message).toContain(`already delivers to another URL: ${FOREIGN}. To build with a real message`);
	});

	it('says at once that Genesys Cloud cannot reach the test URL', async () => {
		const trigger = triggerToPublish({ testBaseUrl: 'http://localhost:5678/webhook-test' });
		expect((await failureOf(trigger.publish('manual'))).message).toContain("it's on this machine. Put n8n behind");
	});

	it('says at once that the credential has no webhook secret', async () => {
		const trigger = triggerToPublish({ credential: new StoredCredential({ webhookSecret: '' }) });
		expect((await failureOf(trigger.publish('manual'))).message).toContain('The credential has no webhook secret');
	});

	it('calls nothing when Register Webhook is off: whoever posts deliveries by hand is waited for', async () => {
		const trigger = triggerToPublish({ parameters: { registerWebhook: false } });
		await trigger.publish('manual');
		await trigger.unpublish('manual');
	});

	it('leaves an integration alone that was given another URL during the test, such as by publishing the workflow', async () => {
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

	it('registers again over the test URL that an n8n left behind when it stopped during a test', async () => {
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
	])('ends a test without an error when Genesys Cloud answers %d, since n8n would not catch it', async (status, body) => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.testUrl));
		await trigger.publish('manual');
		api().get(PATH).reply(status, body);
		expect(await trigger.unpublish('manual')).toBe(true);
	});
});
