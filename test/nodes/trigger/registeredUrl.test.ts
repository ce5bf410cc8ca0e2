import { guardNetwork } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { keptWith, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish } from '../support/publishing';
import { failureOf } from '../support/runAction';

/** Which URL publishing registers, and which URLs the trigger recognizes as its own. */

guardNetwork();

describe('publishing', () => {
	it('registers the URL for the Respond option', async () => {
		const trigger = triggerToPublish({ parameters: { options: { respond: 'whenFinished' } } });
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.urlWhenFinished));
		await trigger.publish();
		expect(trigger.urlWhenFinished).toMatch(/^https:\/\/n8n\.acme\.io\/webhook\/[\w-]+\/genesys-open-messaging-when-finished$/);
		expect(trigger.kept.url).toBe(trigger.urlWhenFinished);
	});

	it('registers the other URL if Respond is changed, and still knows the previous webhook', async () => {
		const trigger = triggerToPublish();
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		trigger.change({ options: { respond: 'whenFinished' } });
		shows(trigger.url);
		takes(registrationOf(trigger.urlWhenFinished));
		await trigger.publish('update');
		expect(trigger.kept).toEqual(keptWith(trigger.urlWhenFinished));
	});

	it("does not mistake one of its own URLs for another workflow's, even if n8n has forgotten the registration", async () => {
		const trigger = triggerToPublish();
		shows(trigger.urlWhenFinished);
		takes(registrationOf(trigger.url));
		await trigger.publish();
	});

	it('treats the same path on another host as a copy of the workflow in another n8n', async () => {
		const trigger = triggerToPublish();
		shows(trigger.url.replace('n8n.acme.io', 'production.acme.io'));
		expect((await failureOf(trigger.publish())).message).toContain('already delivers to another URL: https://production.acme.io');
	});
});

describe('after n8n has moved to another host', () => {
	const MOVED_FROM = 'https://old.acme.io/webhook/x/genesys-open-messaging';

	it('publishing replaces the old URL, and still knows the webhook from before both', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: MOVED_FROM, previousUrl: PLACEHOLDER });
		shows(MOVED_FROM);
		takes(registrationOf(trigger.url));
		await trigger.publish('init');
		expect(trigger.kept).toEqual(keptWith(trigger.url));
	});

	it('a restart replaces the old URL if n8n asks', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url });
		expect(await trigger.checkExists('init')).toBe(true);
		trigger.moveTo('https://new.acme.io/webhook');
		expect(await trigger.checkExists('init')).toBe(false);
	});

	it('another integration that happens to deliver to the old URL is left alone', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: 'another', url: MOVED_FROM });
		shows(MOVED_FROM);
		expect((await failureOf(trigger.publish())).message).toContain('already delivers to another URL');
	});
});
