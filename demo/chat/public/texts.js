/** What the demo's bot understands; each becomes a chip that sends it. */
export const HINTS = ['opening hours', 'talk to an agent'];

/** Shown while nothing was written yet. */
export const GREETING = 'Hello! Ask for our opening hours. And if you would rather talk to an agent, say so.';

/** Who has the chat, under the title. */
export const PRESENCE = {
	connecting: 'Connecting …',
	lost: 'Connection lost – reconnecting …',
	bot: 'Our assistant answers at once',
	waiting: 'Waiting for an agent',
	agent: (name) => `Talking to ${name}`,
};

/** Who wrote a message, where no name is known. */
export const LABELS = { bot: 'Assistant', agent: 'Agent', flow: 'Service' };

export const STATUS = { sending: 'Sending …', sent: '', failed: 'Not sent' };
