import { guardNetwork } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { keptWith, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish } from '../support/publishing';
import { failureOf } from '../support/runAction';

/** Which URL publishing registers, and which URLs it knows as its own. */

guardNetwork();

describe('publishing', () => {
	it('registers the URL that Respond asks for', async () => {
		const trigger = triggerToPublish({ parameters: { options: { respond: 'whenFinished' } } });
		shows(PLACEHOLDER);
		takes(registrationOf(trigger.urlWhenFinished));
		await trigger.publish();
		expect(trigger.urlWhenFinished).toMatch(/^https:\/\/n8n\.acme\.io\/webhook\/[\w-]+\/genesys-open-messaging-when-finished$/);
		expect(trigger.kept.url).toBe(trigger.urlWhenFinished);
	});

	it('registers the other URL when Respond is changed, and still knows what was there before', async () => {
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

	it('takes neither of its URLs for that of another workflow, even if n8n has forgotten that it registered one', async () => {
		const trigger = triggerToPublish();
		shows(trigger.urlWhenFinished);
		takes(registrationOf(trigger.url));
		await trigger.publish();
	});

	it('takes the same path on another host for a copy of the workflow in another n8n', async () => {
		const trigger = triggerToPublish();
		shows(trigger.url.replace('n8n.acme.io', 'production.acme.io'));
		expect((await failureOf(trigger.publish())).message).toContain('already delivers to another URL: https://production.acme.io');
	});
});

describe('n8n has moved to another host', () => {
	const MOVED_FROM = 'https://old.acme.io/webhook/x/genesys-open-messaging';

	it('the new one takes the place of the old one, and what was there before both is still known', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: MOVED_FROM, previousUrl: PLACEHOLDER });
		shows(MOVED_FROM);
		takes(registrationOf(trigger.url));
		await trigger.publish('init');
		expect(trigger.kept).toEqual(keptWith(trigger.url));
	});

	it('the new one takes its place at a restart, too, where n8n asks', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: INTEGRATION, url: trigger.url });
		expect(await trigger.checkExists('init')).toBe(true);
		trigger.moveTo('https://new.acme.io/webhook');
		expect(await trigger.checkExists('init')).toBe(false);
	});

	it('but another integration that happens to deliver to the old one is not taken', async () => {
		const trigger = triggerToPublish();
		Object.assign(trigger.kept, { integrationId: 'another', url: MOVED_FROM });
		shows(MOVED_FROM);
		expect((await failureOf(trigger.publish())).message).toContain('already delivers to another URL');
	});
});
