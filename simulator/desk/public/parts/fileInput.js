/**
 * Three ways to add a file: the file dialog, paste, and drag and drop.
 *
 * @param {{ picker: HTMLInputElement, paste: HTMLElement, drop: HTMLElement, isOpen: () => boolean,
 *   onFile: (file: File) => void }} options `isOpen` returns whether a file can be added
 */
export function acceptFiles({ picker, paste, drop, isOpen, onFile }) {
	const take = (files) => {
		const file = files?.[0];
		if (!file || !isOpen()) return false;
		onFile(file);
		return true;
	};

	picker.addEventListener('change', () => {
		take(picker.files);
		picker.value = '';
	});
	paste.addEventListener('paste', (event) => {
		if (take(event.clipboardData?.files)) event.preventDefault();
	});
	drop.addEventListener('dragover', (event) => {
		if (!event.dataTransfer?.types.includes('Files')) return;
		// Otherwise, the browser would open the file and leave the desk.
		event.preventDefault();
		drop.classList.toggle('dropping', isOpen());
	});
	drop.addEventListener('dragleave', (event) => {
		if (!drop.contains(event.relatedTarget)) drop.classList.remove('dropping');
	});
	drop.addEventListener('drop', (event) => {
		event.preventDefault();
		drop.classList.remove('dropping');
		take(event.dataTransfer?.files);
	});
}
