/** The end of `v2.detail.events.conversation.{id}.…`: those that tell all events, see docs/lifecycle.md. */
export const TOPICS = ['customer.end', 'acd.end', 'user.end', 'acd.start'] as const;
export type Topic = (typeof TOPICS)[number];

/** What the parts are called: each set-up has its own, as each n8n trigger has its own address. */
export interface LifecycleNames {
	/** The integration, its actions' category in Architect, and the workflow. */
	base: string;
	action: string;
}

export function lifecycleNames(integrationName: string): LifecycleNames {
	const base = `${integrationName} Life Cycle`;
	return { base, action: `${base} Event` };
}

export function triggerName({ base }: LifecycleNames, topic: Topic): string {
	return `${base}: ${topic}`;
}

/** Raised whenever the data action or the workflow changes, so that set-ups made with an older one are brought up to date. */
export const VERSION = 1;

/** Stands where people can read it in everything that is ours; what lacks it is somebody's and is left alone. */
export const MARK = 'n8n-open-messaging-lifecycle';

/** What a step says of what is somebody's. */
export const LEFT_ALONE = 'Somebody has made or changed it: it was left as it is, and is used.';
