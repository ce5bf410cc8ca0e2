/**
 * Runs in n8n's editor (EXTERNAL_FRONTEND_HOOKS_URLS). On the canvas of a published workflow n8n opens a checklist by
 * itself, which no setting turns off: it is closed as the Escape key does. A later n8n without it is left as it is.
 */
const TITLE = 'Production Checklist';

/** What opens later was opened by hand, in milliseconds. */
const OPENS_WITHIN = 20_000;

const observer = new MutationObserver(() => {
	const headings = [...document.querySelectorAll('[role="dialog"] h4')];
	if (!headings.some(({ textContent }) => textContent.trim() === TITLE)) return;
	document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
});
observer.observe(document, { childList: true, subtree: true });
setTimeout(() => observer.disconnect(), OPENS_WITHIN);
