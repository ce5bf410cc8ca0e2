/** The requested setup of Genesys Cloud. */
export interface WantedSetup {
	name: string; // Of the integration, the supported content profile, and the platform configuration.
	queueName: string; // Default queue.
	webhookSecret: string;
	webhookUrl: string; // If empty, a placeholder until the trigger registers its URL.
	ownFlow: string; // Name of the user's own flow; if empty, our flow.
	replaceRoute: boolean; // Whether to replace a route to a flow that this package didn't create.
	threadingWindowMinutes?: number; // For the whole organization; `undefined` keeps it.
}

/** The IDs of a step's object: its own, if it exists, and for an integration, its recipient in message routing. */
export type Made = { id?: string; recipientId?: string };

/** One step of a plan, created without changing anything. */
export interface PlannedStep extends Made {
	step:
		| 'queue' | 'supportedContent' | 'messagingSetting' | 'integration' | 'flow' | 'route' | 'threading'
		| 'credential' | 'configuration' | 'activation' | 'oauthClient' | 'group';
	action: 'create' | 'change' | 'keep';
	name: string;
	detail?: string;
	/** Carries out the step after the ones before it. Required unless `action` is `keep`. */
	apply?: () => Promise<Made>;
}
