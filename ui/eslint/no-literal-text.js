// Every word that an owner reads comes from the catalogue, so that no screen is left half translated.

const LETTER = /\p{L}/u;
const READ_OUT = new Set(['alt', 'aria-description', 'aria-label', 'placeholder', 'title']);

export default {
  meta: {
    type: 'problem',
    docs: { description: 'words in markup come from the catalogue' },
    messages: { literal: 'Put "{{ text }}" into src/i18n/en.ts and it.ts.' },
    schema: [],
  },
  create(context) {
    const report = (node, text) =>
      context.report({ node, messageId: 'literal', data: { text: text.trim().slice(0, 40) } });
    return {
      SvelteText(node) {
        const inside = node.parent?.type;
        if (inside === 'SvelteStyleElement' || inside === 'SvelteScriptElement') return;
        if (LETTER.test(node.value)) report(node, node.value);
      },
      SvelteAttribute(node) {
        if (!READ_OUT.has(node.key.name)) return;
        for (const part of node.value) {
          if (part.type === 'SvelteLiteral' && LETTER.test(part.value)) report(part, part.value);
        }
      },
    };
  },
};
