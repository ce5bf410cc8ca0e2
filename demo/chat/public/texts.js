/** Messages that the demo's bot understands. Each becomes a chip that sends it. */
export const HINTS = ['opening hours', 'talk to an agent'];

/** Shown before the first message. */
export const GREETING = 'Hello! Ask about our opening hours, or ask to talk to an agent.';

/** Who owns the conversation, shown below the title. */
export const PRESENCE = {
	connecting: 'Connecting …',
	lost: 'Reconnecting …',
	bot: 'Talking to our assistant',
	waiting: 'Waiting for an agent',
	agent: (name) => `Talking to ${name}`,
};

/** Author of a message if no name is known. */
export const LABELS = { bot: 'Assistant', agent: 'Agent', flow: 'Architect flow' };

export const STATUS = { sending: 'Sending …', sent: '', failed: 'Not sent' };
