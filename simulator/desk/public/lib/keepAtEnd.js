/** As long as the reader is this near to the end (in pixels), what is new is scrolled into view. */
const NEAR_END = 120;

/**
 * Keeps a scrolling box at its end while things are added and pictures arrive, unless the reader has scrolled up.
 *
 * @param {HTMLElement} box what scrolls
 * @param {HTMLElement} content the one thing in it
 * @returns {() => void} goes to the end, wherever the reader is
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
		// Only scrolling up is the reader's wish: a picture that arrives also makes the end far away.
		if (isNearEnd) follows = true;
		else if (box.scrollTop < top) follows = false;
		top = box.scrollTop;
	});
	const sizes = new ResizeObserver(() => follows && toEnd());
	sizes.observe(content);
	sizes.observe(box);
	return toEnd;
}
