/**
 * Runs in n8n's editor (EXTERNAL_FRONTEND_HOOKS_URLS). n8n opens a checklist on the canvas of a published workflow,
 * and no setting turns it off. This closes it like the Escape key would.
 */
const TITLE = 'Production Checklist';

/** A checklist that opens later was opened by the user, in milliseconds. */
const OPENS_WITHIN = 20_000;

const observer = new MutationObserver(() => {
	const headings = [...document.querySelectorAll('[role="dialog"] h4')];
	if (!headings.some(({ textContent }) => textContent.trim() === TITLE)) return;
	document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
});
observer.observe(document, { childList: true, subtree: true });
setTimeout(() => observer.disconnect(), OPENS_WITHIN);
