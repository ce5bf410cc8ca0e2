import type { GenesysClient } from '../../client';
import type { OpenIntegration, Reference } from '../../openMessaging/integrations';
import type { ProbeAnswer } from '../../openMessaging/probe';
import type { Flow } from '../flow';

/** One thing that is wrong with a set-up. People switch on `code`, which is stable. */
export interface Finding {
	code: string;
	/** `error`: chats do not get through. `warning`: they do, with something amiss, or something could not be looked at. */
	severity: 'error' | 'warning';
	/** What is wrong, in a sentence that names it. */
	what: string;
	/** What to do about it, and where. */
	advice: string;
	/** Of the permission that is missing. */
	permission?: string;
}

/** What is checked; the checks leave here what later ones need. */
export interface Subject {
	client: GenesysClient;
	/** Its ID or its name. */
	chosen: { id: string } | { name: string };
	/** Empty: the default queue of the shipped flow, if that is the one. */
	queueName: string;
	webhookSecret: string;
	/** Empty unless the secret is being rotated. */
	previousWebhookSecret: string;
	/** A simulator or gateway delivers to whatever n8n itself reaches; otherwise the rules of Genesys Cloud hold. */
	isOwnOrigin: boolean;
	/** What answers at a URL to a request that is signed with the webhook secret. */
	probe: (url: string) => Promise<ProbeAnswer>;
	/** Where a webhook of some n8n would be on this one; `undefined` for what is no webhook. */
	onThisN8n: (url: string) => string | undefined;
	/** Once it has been read and is finished. */
	integration?: OpenIntegration;
	/** Once it has been read: where its messages go. */
	route?: Reference;
	/** Once it has been read: the flow that handles the integration's messages. */
	flow?: Flow;
}

/** One look at the set-up. It changes nothing in Genesys. */
export interface Check {
	/** Without it the check cannot be made. */
	permission?: string;
	/** What is looked at, in words that follow "to see". */
	sees: string;
	run(subject: Subject): Promise<Finding[]>;
}

export function error(code: string, what: string, advice: string): Finding {
	return { code, severity: 'error', what, advice };
}

export function warning(code: string, what: string, advice: string): Finding {
	return { code, severity: 'warning', what, advice };
}
