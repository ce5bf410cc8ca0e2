import nock from 'nock';
import { answerTo, challengeIn, SIGNATURE_REFUSED } from '../../../genesys/openMessaging/probe';
import { api, guardNetwork } from '../support/genesys';
import { INTEGRATION } from '../support/ids';
import { integration, keptWith, PATH, PLACEHOLDER, registrationOf, shows, takes, triggerToPublish, type PublishedTrigger } from '../support/publishing';
import { failureOf } from '../support/runAction';
import { SECRET } from '../support/storedCredential';

/** A staging n8n with a copy of production's database has its workflows, credentials, and static data, and its own URL. */

guardNetwork();

interface Copied {
	trigger: PublishedTrigger;
	/** Production's URL, which the integration delivers to. */
	registered: string;
}

function copied(parameters = {}): Copied {
	const trigger = triggerToPublish({ parameters });
	const registered = trigger.url;
	Object.assign(trigger.kept, keptWith(registered));
	trigger.moveTo('https://staging.acme.io/webhook');
	shows(registered);
	return { trigger, registered };
}

/** The trigger that responds at the registered URL and has this URL. */
function answersAt(registered: string, url: string, secret = SECRET): void {
	const { origin, pathname } = new URL(registered);
	nock(origin)
		.post(pathname)
		.reply(async (request: Request) => {
			const challenge = challengeIn(Buffer.from(await request.text())) ?? '';
			return secret === SECRET ? [200, answerTo(challenge, { integrationId: INTEGRATION, url }, SECRET)] : [401, { message: SIGNATURE_REFUSED }];
		});
}

describe('a copy of the database in another n8n, while the original is published', () => {
	it('does not take the URL from the original when unpublished', async () => {
		const { trigger, registered } = copied();
		answersAt(registered, registered);
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it("does not take it after the original's secret was changed", async () => {
		const { trigger, registered } = copied();
		answersAt(registered, registered, 'another secret');
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});

	it.each(['activate', 'init'] as const)('does not take over by itself when published or started (%s)', async (mode) => {
		const { trigger, registered } = copied();
		answersAt(registered, registered);
		expect(await trigger.checkExists(mode)).toBe(false);
		expect((await failureOf(trigger.create(mode))).message).toContain(`already delivers to another URL: ${registered}`);
		expect(trigger.kept).toEqual(keptWith(registered));
	});

	it("takes over with Take Over Webhook, and restores the original's URL", async () => {
		const { trigger, registered } = copied({ options: { takeOverWebhook: true } });
		answersAt(registered, registered);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		expect(trigger.kept.previousUrl).toBe(registered);
	});
});

describe('an n8n that has moved', () => {
	it('registers its new URL while the previous one still leads to it', async () => {
		const { trigger, registered } = copied();
		answersAt(registered, trigger.url);
		takes(registrationOf(trigger.url));
		await trigger.publish();
		expect(trigger.kept.previousUrl).toBe(PLACEHOLDER);
	});

	it('restores the URL from before when unpublished, while the previous one still leads to it', async () => {
		const { trigger, registered } = copied();
		answersAt(registered, trigger.url);
		api().patch(PATH, { name: 'Web chat', outboundNotificationWebhookUrl: PLACEHOLDER }).reply(200, integration(PLACEHOLDER));
		await trigger.unpublish();
		expect(trigger.kept).toEqual({});
	});
});
