/**
 * The customer's input: Enter sends, Shift + Enter starts a new line.
 *
 * @param {{ form: HTMLFormElement, text: HTMLTextAreaElement, send: HTMLButtonElement, onText: (text: string) => void }} parts
 */
export function createComposer({ form, text, send, onText }) {
	let isOpen = false;
	const fit = () => {
		text.style.height = 'auto';
		text.style.height = `${text.scrollHeight}px`;
		send.disabled = !isOpen || text.value.trim() === '';
	};
	const submit = () => {
		const written = text.value.trim();
		if (!isOpen || written === '') return;
		text.value = '';
		fit();
		onText(written);
	};
	text.addEventListener('input', fit);
	text.addEventListener('keydown', (event) => {
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		submit();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		submit();
		text.focus();
	});
	return {
		/** @param {boolean} open whether the bot or an agent would receive a message */
		update(open) {
			isOpen = open;
			text.disabled = !open;
			fit();
		},
	};
}
