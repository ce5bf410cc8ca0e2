/** What the demo's bot understands; each becomes a chip that sends it. */
export const HINTS = ['opening hours', 'track my order', 'talk to a person'];

/** Shown while nothing was written yet. */
export const GREETING =
	'Hello! Ask about our opening hours or your order. And if you would rather talk to a person, say so.';

/** Who has the chat, under the title. */
export const PRESENCE = {
	connecting: 'Connecting …',
	lost: 'Connection lost – reconnecting …',
	bot: 'Our assistant answers at once',
	waiting: 'We are looking for a colleague for you',
	agent: (name) => `You are talking to ${name}`,
};

/** What is written above a bubble. */
export const LABELS = { bot: 'Assistant', agent: 'Colleague', flow: 'Service' };

export const STATUS = { sending: 'Sending …', sent: '', failed: 'Not sent' };
