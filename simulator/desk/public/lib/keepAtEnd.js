/** Within this distance from the end (in pixels), new content is scrolled into view. */
const NEAR_END = 120;

/**
 * Keeps a scrolling box at its end while content is added and pictures load, unless the reader scrolled up.
 *
 * @param {HTMLElement} box the scrolling element
 * @param {HTMLElement} content its only child
 * @returns {() => void} scrolls to the end
 */
export function keepAtEnd(box, content) {
	let follows = true;
	let top = 0;
	const toEnd = () => {
		follows = true;
		box.scrollTop = box.scrollHeight;
	};
	box.addEventListener('scroll', () => {
		const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
		// Only scrolling up is intentional. A picture that loads also moves the end away.
		if (isNearEnd) follows = true;
		else if (box.scrollTop < top) follows = false;
		top = box.scrollTop;
	});
	const sizes = new ResizeObserver(() => follows && toEnd());
	sizes.observe(content);
	sizes.observe(box);
	return toEnd;
}
