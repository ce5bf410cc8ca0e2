/** Delays between attempts to reconnect, in milliseconds. The last one repeats. */
const WAITS = [500, 1000, 2000, 4000, 8000];

/**
 * Keeps a WebSocket to the simulator open and reconnects when it closes.
 *
 * @param {{ onState: (state: object, isFirst: boolean) => void, onLink: (link: string) => void }} handlers
 *   `onState` gets the whole state, with `isFirst` for the first one of a connection; `onLink` gets `connecting`,
 * `open`, or `lost`
 */
export function connect({ onState, onLink }) {
	let losses = 0;

	function open() {
		const address = new URL('/desk/events', location.href);
		address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
		const socket = new WebSocket(address);
		let isFirst = true;

		socket.addEventListener('message', ({ data }) => {
			losses = 0;
			onLink('open');
			onState(JSON.parse(data), isFirst);
			isFirst = false;
		});
		socket.addEventListener('close', () => {
			onLink('lost');
			setTimeout(open, WAITS[Math.min(losses, WAITS.length - 1)]);
			losses += 1;
		});
	}

	onLink('connecting');
	open();
}
