// Il genere dei servizi collegati: di Alexa si parla al femminile, degli altri no.

const FEMININE = ['alexa', 'siri'];

/** Sceglie la forma che concorda con il nome del servizio. */
export const agreeing = (client: string, masculine: string, feminine: string): string =>
  FEMININE.some((name) => client.toLowerCase().startsWith(name)) ? feminine : masculine;
