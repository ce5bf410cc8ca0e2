/** `9:05`, with the date if it isn't today. */
export function clockTime(iso) {
	const time = new Date(iso);
	if (Number.isNaN(time.getTime())) return '';
	const hours = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
	if (time.toDateString() === new Date().toDateString()) return hours;
	return `${time.toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${hours}`;
}

/** `Tue, 24 Nov, 10:00`. Returns anything else unchanged. */
export function dayAndTime(iso) {
	const time = new Date(iso);
	if (Number.isNaN(time.getTime())) return iso;
	const day = { weekday: 'short', day: 'numeric', month: 'short' };
	return time.toLocaleString([], { ...day, hour: '2-digit', minute: '2-digit' });
}

/** Milliseconds as `0:42`, `12:05` or `1:02:03`. */
export function duration(milliseconds) {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const two = (number) => String(number).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Writes the elapsed time into every element with `data-since` (an ISO time), now and every second. */
export function tickEverySecond(root) {
	const tick = () => {
		for (const node of root.querySelectorAll('[data-since]')) {
			node.textContent = duration(Date.now() - Date.parse(node.dataset.since));
		}
	};
	tick();
	setInterval(tick, 1000);
}
