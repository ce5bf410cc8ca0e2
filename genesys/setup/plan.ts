/** How Genesys Cloud is to be set up. */
export interface WantedSetup {
	name: string; // Of the integration; profile and platform configuration get it, too.
	queueName: string; // Default queue.
	webhookSecret: string;
	webhookUrl: string; // Empty: a placeholder, until the trigger registers its own.
	ownFlow: string; // Name of a flow of one's own; empty for the shipped one.
	replaceRoute: boolean; // Whether the route to a flow that this package has not made may be replaced.
	threadingWindowMinutes?: number; // For the whole organization; `undefined` leaves it alone.
}

/** The object that a step is about: its ID, while it exists, and of an integration what message routing points to a flow. */
export type Made = { id?: string; recipientId?: string };

/** One step of a plan, found out by reading alone. */
export interface PlannedStep extends Made {
	step:
		| 'queue' | 'supportedContent' | 'messagingSetting' | 'integration' | 'flow' | 'route' | 'threading'
		| 'credential' | 'configuration' | 'activation' | 'oauthClient' | 'group';
	action: 'create' | 'change' | 'keep';
	name: string;
	detail?: string;
	/** Carries it out, once the steps before it have been; needed unless the object is kept. */
	apply?: () => Promise<Made>;
}
