//! A passphrase that chance makes, for whoever would rather not think of one.

use bip39::Language as List;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::Serialize;
use specta::Type;

use crate::view::Language;

/// Of a list of 2048, each is worth 11 bits. Six are 66: with 64 MiB of argon2id for each guess, nobody tries them out.
const WORDS: usize = 6;

/// Shown because the owner asked for it, to be written down. It is nobody's before it is chosen.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SuggestedPassphrase {
    /// Lower case, without accents, with a space between two.
    pub text: String,
    /// Of entropy: two to that many are as likely.
    pub bits: u32,
}

impl std::fmt::Debug for SuggestedPassphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SuggestedPassphrase")
    }
}

/// By the randomness of the operating system, in words of `language`.
pub fn suggest(language: Language) -> SuggestedPassphrase {
    let list = match language {
        Language::En => List::English,
        Language::It => List::Italian,
    }
    .word_list();
    let words: Vec<_> = (0..WORDS).map(|_| list[below(list.len())]).collect();
    SuggestedPassphrase {
        text: words.join(" "),
        bits: list.len().ilog2() * u32::try_from(WORDS).unwrap_or_default(),
    }
}

/// Each as likely as any other, because `length` is a power of two.
fn below(length: usize) -> usize {
    let chance = usize::try_from(OsRng.next_u32()).unwrap_or_default();
    chance % length
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::password::{OwnWords, Strength, advise};
    use crate::secret::Password;

    #[test]
    fn an_owner_is_offered_six_words_of_their_language_that_nobody_guesses() {
        for (language, list) in [(Language::En, List::English), (Language::It, List::Italian)] {
            let list: HashSet<_> = list.word_list().iter().copied().collect();
            assert_eq!(list.len(), 2048, "so many bits are promised");
            assert!(
                list.iter()
                    .all(|word| word.bytes().all(|b| b.is_ascii_lowercase()))
            );
            let suggested = suggest(language);
            let words: Vec<_> = suggested.text.split(' ').collect();
            assert_eq!((words.len(), suggested.bits), (6, 66));
            assert!(words.iter().all(|word| list.contains(word)));
            let advice = advise(&Password::new(&*suggested.text), &OwnWords::default());
            assert_eq!(
                (advice.strength, advice.objection),
                (Strength::Strong, None)
            );
            assert_ne!(suggest(language).text, suggested.text);
            assert_eq!(format!("{suggested:?}"), "SuggestedPassphrase");
        }
    }
}
