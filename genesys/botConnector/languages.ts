/**
 * Architect's languages as spelled in `supportedLanguages`. Genesys shows the list only in Architect (UNCONFIRMED as a whole),
 * so other codes are accepted as well.
 */
const REGIONS_BY_LANGUAGE: Record<string, string> = {
	af: 'Afrikaans za', ar: 'Arabic ae bh eg il sa', bg: 'Bulgarian bg', ca: 'Catalan es', cs: 'Czech cz', da: 'Danish dk', de: 'German at ch de',
	el: 'Greek gr', en: 'English au ca gb hk ie in nz ph sg us za', es: 'Spanish ar cl co es mx us', et: 'Estonian ee', fi: 'Finnish fi',
	fil: 'Filipino ph', fr: 'French be ca ch fr', he: 'Hebrew il', hi: 'Hindi in', hr: 'Croatian hr', hu: 'Hungarian hu', id: 'Indonesian id',
	is: 'Icelandic is', it: 'Italian ch it', ja: 'Japanese jp', ko: 'Korean kr', lt: 'Lithuanian lt', lv: 'Latvian lv', ms: 'Malay my',
	nb: 'Norwegian no', nl: 'Dutch be nl', no: 'Norwegian no', pl: 'Polish pl', pt: 'Portuguese br pt', ro: 'Romanian ro', ru: 'Russian ru',
	sk: 'Slovak sk', sl: 'Slovenian si', sr: 'Serbian rs', sv: 'Swedish se', ta: 'Tamil in', th: 'Thai th', tr: 'Turkish tr', uk: 'Ukrainian ua',
	vi: 'Vietnamese vn', zh: 'Chinese cn hk sg tw',
};

/** Each language with and without its regions, with a readable name. */
export const LANGUAGES: ReadonlyArray<{ name: string; value: string }> = Object.entries(REGIONS_BY_LANGUAGE).flatMap(([code, words]) => {
	const [language, ...regions] = words.split(' ');
	return [
		{ name: `${language} – ${code}`, value: code },
		...regions.map((region) => ({ name: `${language} – ${code}-${region}`, value: `${code}-${region}` })),
	];
}).sort((one, other) => (one.name < other.name ? -1 : 1));
