// Plain advice about a password while it is typed. Length counts most; tricks with digits do not.

export type Advice = 'empty' | 'short' | 'fair' | 'good' | 'same' | 'email' | 'long';

export const SHORTEST = 8;
export const LONGEST = 256;
const STRONG = 16;

export function advise(password: string, email: string): { advice: Advice; left: number; enough: boolean } {
  const characters = [...password];
  const left = SHORTEST - characters.length;
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  const enough = left <= 0 && characters.length <= LONGEST;
  const advice: Advice =
    characters.length === 0
      ? 'empty'
      : left > 0
        ? 'short'
        : characters.length > LONGEST
          ? 'long'
          : new Set(characters).size <= 2
            ? 'same'
            : name.length >= 3 && password.toLowerCase().includes(name)
              ? 'email'
              : characters.length < STRONG
                ? 'fair'
                : 'good';
  return { advice, left, enough };
}
