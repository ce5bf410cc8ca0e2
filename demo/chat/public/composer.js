/**
 * The customer's input: Enter sends, Shift + Enter starts a new line, and a button or paste adds a picture.
 *
 * @param {{ form: HTMLFormElement, text: HTMLTextAreaElement, sendButton: HTMLButtonElement, attach: HTMLButtonElement,
 *   picker: HTMLInputElement, onText: (text: string) => void, onInput: (text: string) => void,
 *   onPicture: (file: File) => void }} options
 */
export function createComposer({ form, text, sendButton, attach, picker, onText, onInput, onPicture }) {
	const fit = () => {
		text.style.height = 'auto';
		text.style.height = `${text.scrollHeight}px`;
		sendButton.disabled = text.value.trim() === '';
	};
	const submit = () => {
		const written = text.value.trim();
		if (written === '') return;
		text.value = '';
		fit();
		onText(written);
	};

	text.addEventListener('input', () => {
		fit();
		onInput(text.value);
	});
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
	attach.addEventListener('click', () => picker.click());
	picker.addEventListener('change', () => {
		if (picker.files[0]) onPicture(picker.files[0]);
		picker.value = '';
	});
	text.addEventListener('paste', (event) => {
		const file = event.clipboardData?.files[0];
		if (!file) return;
		event.preventDefault();
		onPicture(file);
	});
}
