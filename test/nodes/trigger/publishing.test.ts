import type { WorkflowActivateMode } from 'n8n-workflow';
import { withoutWaiting } from '../../support/withoutWaiting';
import { api, guardNetwork, lacks } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { integration, keptWith, PATH, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish } from '../support/publishing';
import { failureOf } from '../support/runAction';
import { StoredCredential } from '../support/storedCredential';

guardNetwork();

const FOREIGN = 'https://other.acme.io/webhook/7';

describe('publishing', () => {
	it('registers the URL and the secret, with the name that Genesys requires in every change', async () => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		expect(trigger.url).toMatch(/^https:\/\/n8n\.acme\.io\/webhook\/[\w-]+\/genesys-open-messaging$/);
		expect(trigger.kept).toEqual(keptWith(trigger.url));
	});

	it.each<WorkflowActivateMode>(['activate', 'create', 'update'])(
		'does so on "%s", even if it was registered before',
		async (mode) => {
			const trigger = triggerToPublish();
			Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url, previousUrl: PLACEHOLDER });
			shows(trigger.url);
			takes(registrationOf(trigger.url));
			await trigger.publish(mode);
			expect(trigger.kept.previousUrl).toBe(PLACEHOLDER);
		},
	);

	it('can be repeated, because n8n tries up to five times', async () => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.url));
		await trigger.create();
		shows(trigger.url);
		takes(registrationOf(trigger.url));
		await trigger.create();
		expect(trigger.kept).toEqual(keptWith(trigger.url));
	});

	it('changes nothing if Register Webhook is off', async () => {
		const trigger = triggerToPublish({ parameters: { registerWebhook: false } });
		await trigger.publish();
		expect(trigger.kept).toEqual({});
	});
});

describe('a restart of n8n', () => {
	it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
		'calls nothing for what is registered, so n8n comes up without Genesys: %s',
		async (mode) => {
			const trigger = triggerToPublish();
			Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url });
			expect(await trigger.checkExists(mode)).toBe(true);
		},
	);

	it.each([
		['n8n has another URL now', { integrationId: INTEGRATION, url: 'https://old.acme.io/webhook/x' }],
		['the node has another integration now', { integrationId: 'another' }],
		['nothing was registered', {}],
	])('registers if %s', async (_case, kept) => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { url: trigger.url }, kept, Object.keys(kept).length === 0 ? { url: undefined } : {});
		expect(await trigger.checkExists('init')).toBe(false);
	});
});

describe('an integration that delivers elsewhere', () => {
	it('is not taken over: the error contains both URLs', async () => {
		const trigger = triggerToPublish();
		shows(FOREIGN);
		const failure = await failureOf(trigger.publish());
		expect(failure.message).toContain(`The integration "Web chat" already delivers to another URL: ${FOREIGN}`);
		expect(failure.description).toContain('Take Over Webhook');
		expect(trigger.kept).toEqual({});
	});

	it('is taken over with the option, and its URL is kept to be restored', async () => {
		const trigger = triggerToPublish({ parameters: { options: { takeOverWebhook: true } } });
		shows(FOREIGN);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		expect(trigger.kept.previousUrl).toBe(FOREIGN);
	});

	it.each(['', 'https://example.org/', 'https://hook.invalid/a', 'https://sub.example.net/b'])(
		'is free when that is only a placeholder: "%s"',
		async (url) => {
			const trigger = triggerToPublish();
			shows(url);
			takes(registrationOf(trigger.url));
			await trigger.publish();
		},
	);
});

describe('an integration that Genesys is still creating', () => {
	it('is waited for, because Genesys rejects changes until then', async () => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER, { createStatus: 'Initiated' });
		shows(PLACEHOLDER, { createStatus: 'Initiated' });
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.url));
		await withoutWaiting(trigger.publish);
	});

	it('for too long fails with advice to try again in a minute', async () => {
		api()
			.get(PATH)
			.times(21)
			.reply(200, integration(PLACEHOLDER, { createStatus: 'Initiated' }));
		const { result: failure } = await withoutWaiting(async () => await failureOf(triggerToPublish().publish()));
		expect(failure.message).toContain('is still creating the integration');
		expect(failure.description).toContain('again in a minute');
	});

	it("without success fails with Genesys' reason", async () => {
		shows(PLACEHOLDER, { createStatus: 'Error', createError: { message: 'Quota exceeded' } });
		const failure = await failureOf(triggerToPublish().publish());
		expect(failure.message).toContain('Genesys Cloud couldn\'t create the integration "Web chat": Quota exceeded');
		expect(failure.description).toContain('Delete it');
	});
});

describe('publishing fails in plain words', () => {
	it('if the integration no longer exists', async () => {
		api().get(PATH).reply(404, { code: 'not.found', message: 'Not found', status: 404 });
		const failure = await failureOf(triggerToPublish().publish());
		expect(failure.message).toContain('Get integration: Genesys Cloud returned 404');
	});

	it('if the role cannot change integrations', async () => {
		shows(PLACEHOLDER);
		api().patch(PATH).reply(403, lacks('messaging:integration:edit'));
		const trigger = triggerToPublish();
		const failure = await failureOf(trigger.publish());
		expect(failure.message).toContain('Register webhook');
		expect(failure.description).toContain('messaging:integration:edit');
		expect(trigger.kept).toEqual({});
	});

	it("with Genesys' own sentence and one full stop", async () => {
		shows(PLACEHOLDER);
		api().patch(PATH).reply(400, { code: 'invalid.value', message: 'The name is invalid.' });
		expect((await failureOf(triggerToPublish().publish())).message).toContain('The name is invalid. Correct the value');
	});

	it('if no integration is selected', async () => {
		const trigger = triggerToPublish({ parameters: { integrationId: { __rl: true, mode: 'list', value: '' } } });
		expect((await failureOf(trigger.publish())).message).toMatch(/^"Integration" is empty\. Choose/);
	});

	it.each([
		['', 'The credential has no webhook secret'],
		['fifteen letters', 'The webhook secret has only 15 characters'],
	])('if the secret is "%s"', async (webhookSecret, message) => {
		const failure = await failureOf(
			triggerToPublish({ credential: new StoredCredential({ webhookSecret }) }).publish(),
		);
		expect(failure.message).toBe(`${message}. ${failure.description}`);
		expect(failure.description).toContain('at least 16 random characters');
	});

	it.each([
		['http://n8n.acme.io/webhook', "it doesn't use HTTPS"],
		['https://n8n.acme.io:5678/webhook', 'Genesys Cloud uses only port 443, not 5678'],
		['http://localhost:5678/webhook', "it's on this machine"],
		['https://127.0.0.1/webhook', "it's on this machine"],
		['https://192.168.1.7/webhook', "it's inside your own network"],
		['https://n8n.internal/webhook', "it's inside your own network"],
		['https://n8n/webhook', "it's inside your own network"],
	])('if Genesys cannot reach n8n at %s', async (webhookBaseUrl, reason) => {
		const trigger = triggerToPublish({ webhookBaseUrl });
		const failure = await failureOf(trigger.publish());
		expect(failure.message).toContain(`Genesys Cloud can't deliver to ${trigger.url}: ${reason}. Put n8n behind`);
		expect(failure.description).toContain('N8N_WEBHOOK_URL');
	});
});
