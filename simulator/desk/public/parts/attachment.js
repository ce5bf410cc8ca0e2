import { element } from '../lib/element.js';
import { textOf } from '../lib/read.js';
import { safeLink, safePicture } from '../lib/safeUrl.js';
import { outLink, player } from '../lib/media.js';

/** A picture, an audio or video player, or a link to the file, with its caption. */
export function renderAttachment(attachment) {
	const caption = textOf(attachment.text);
	const shown = (RENDERERS[kindOf(attachment)] ?? renderFile)(attachment) ?? renderFile(attachment);
	if (!caption) return shown;
	return element('figure', {}, shown, element('figcaption', { dir: 'auto' }, caption));
}

const RENDERERS = {
	image: renderPicture,
	audio: (attachment) => renderPlayer('audio', attachment),
	video: (attachment) => renderPlayer('video', attachment),
};

/** Based on `mediaType`. If that is only "File", the MIME type may be more specific. */
function kindOf({ mediaType, mime }) {
	const kind = textOf(mediaType).toLowerCase();
	return kind === 'file' || kind === '' ? textOf(mime).toLowerCase().split('/')[0] : kind;
}

const nameOf = ({ filename, mediaType, url }) => textOf(filename) || (mediaType === 'Link' && textOf(url)) || 'File';

function renderPicture(attachment) {
	const src = safePicture(attachment.url);
	if (!src) return null;
	const image = element('img', {
		class: 'picture',
		src,
		alt: nameOf(attachment),
		onError: () => link.replaceWith(renderFile(attachment, "the picture didn't load")),
	});
	const link = outLink(attachment.url, 'enlarge', image);
	return link;
}

function renderPlayer(tag, attachment) {
	const node = player(tag, {
		url: attachment.url,
		label: nameOf(attachment),
		onError: () => node.replaceWith(renderFile(attachment, "it can't be played here")),
	});
	return node;
}

/** A file, without a link if its URL is unsafe. */
function renderFile(attachment, problem) {
	const { url, mime, mediaType, contentSizeBytes } = attachment;
	const trouble = safeLink(url) ? problem : 'no valid URL';
	const details = [trouble, textOf(mime) || textOf(mediaType), sizeText(contentSizeBytes)];
	return outLink(
		url,
		'file',
		element('bdi', { class: 'file-name' }, nameOf(attachment)),
		element('small', {}, details.filter(Boolean).join(' · ')),
	);
}

function sizeText(bytes) {
	if (typeof bytes !== 'number') return '';
	const step = [[1_000_000, 'MB'], [1000, 'kB']].find(([size]) => bytes >= size);
	return step ? `${(bytes / step[0]).toFixed(1)} ${step[1]}` : `${bytes} bytes`;
}
