import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json';
import { readableTime } from '../time';
import { asLink } from '../urls';
import { bullet, joined, type Line } from './textLines';

/** The plain text of what the customer picks from, by itself or within a form, and of a place. */

export function datePickerLines({ title, subtitle, location, availableTimes, dateMinimum, dateMaximum }: JsonObject): Line[] {
	return [
		asText(title),
		asText(subtitle),
		...placeLines(asObject(location)),
		...asObjects(availableTimes).map((time) => bullet(timeText(time.dateTime))),
		periodText(timeText(dateMinimum), timeText(dateMaximum)),
	];
}

export function listPickerLines({ header, title, subtitle, sections }: JsonObject): Line[] {
	return [
		asText(header),
		asText(title),
		asText(subtitle),
		...asObjects(sections).flatMap((section) => [
			asText(section.title),
			...asObjects(section.items).map((item) => bullet(joined(' – ', asText(item.title), asText(item.subtitle)))),
		]),
	];
}

/** A place has an address to read, a link to a map or, without one, its coordinates. */
export function placeLines(location: JsonObject = {}): Line[] {
	const { text, address, url, latitude, longitude } = location;
	const isOnMap = asNumber(latitude) !== undefined && asNumber(longitude) !== undefined;
	const coordinates = isOnMap ? `${asNumber(latitude)}, ${asNumber(longitude)}` : undefined;
	return [asText(text), asText(address), asLink(url) ?? coordinates];
}

function periodText(from: Line, to: Line): Line {
	if (from !== undefined && to !== undefined) return `${from} – ${to}`;
	return joined(' ', from && `from ${from}`, to && `until ${to}`);
}

function timeText(time: unknown): Line {
	const text = asText(time);
	return text === undefined ? undefined : readableTime(text);
}
