//! The owner's own words: parts of the address, the service's name, names of cameras, rooms, networks and this computer.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Shorter ones are in everything.
const SHORTEST: usize = 3;
/// Shorter ones are no guess of a whole password, nor worth a hint.
const SHORTEST_HINT: usize = 4;
/// Characters around a word that do not make it a good password: a year and two signs.
const MOST_TRIMMINGS: usize = 6;
/// Enough for a home with hundreds of cameras; the estimate looks at each of them.
const MOST: usize = 2_000;

/// In lower case, each word for itself and each name run together.
#[derive(Clone, Debug, Default)]
pub struct OwnWords(BTreeSet<String>);

impl OwnWords {
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        // What stands before the @ of an address is a name of its own.
        let named = |name: &'a str| {
            let who = name.split_once('@').map(|(who, _)| who);
            [name].into_iter().chain(who)
        };
        for name in names.into_iter().flat_map(named) {
            let parts: Vec<String> = name
                .split(|c: char| !c.is_alphanumeric())
                .map(folded)
                .collect();
            let together = parts.concat();
            for word in parts.into_iter().chain([together]) {
                if words.len() < MOST && word.chars().count() >= SHORTEST {
                    words.insert(word);
                }
            }
        }
        Self(words)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Nothing but one of them, in whatever case, with no more than a few digits and signs in it or around it.
    pub fn are_all_of(&self, password: &str) -> bool {
        let is_one = |kept: fn(&char) -> bool| {
            let rest: String = password.chars().filter(kept).collect();
            let left_out = password.chars().count() - rest.chars().count();
            left_out <= MOST_TRIMMINGS && self.0.contains(&folded(&rest))
        };
        is_one(|c| c.is_alphabetic()) || is_one(|c| c.is_alphanumeric())
    }

    /// One of them is in it.
    pub fn are_in(&self, password: &str) -> bool {
        let password = folded(password);
        self.0
            .iter()
            .any(|word| word.chars().count() >= SHORTEST_HINT && password.contains(word))
    }
}

fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}
