//! What owners call their cameras and rooms.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::error::{Failure, FailureCode};

/// 1 to 40 characters as a person counts them (grapheme clusters), in NFC, on one line, in the order in which it was typed.
///
/// - Control characters are out, and so are line and paragraph separators: a name is one line in lists, menus and speech.
/// - Bidirectional embeddings, overrides and isolates (U+202A–202E, U+2066–2069) are out: they reorder the text
///   *around* a name, so that a list or a notification could be made to read as something else.
/// - The marks U+200E, U+200F and U+061C stay: they act as one invisible letter, cannot reach beyond the name's own
///   line, and keyboards for Hebrew and Arabic type them where Latin words or digits meet the script.
/// - The joiners U+200C and U+200D stay: Persian, Indic scripts and family emoji need them.
/// - A name that nothing of can be seen is empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Nickname(String);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NicknameError {
    #[error("a name cannot hold control characters")]
    ControlCharacters,
    #[error("a name needs at least one character")]
    Empty,
    #[error("a name has at most {} characters", Nickname::MOST)]
    TooLong,
}

impl Nickname {
    /// Grapheme clusters.
    pub const MOST: usize = 40;
    /// Code points, so that one "character" with ten thousand accents is not a name. The longest emoji have ten.
    const MOST_CODE_POINTS: usize = Self::MOST * 10;

    /// # Errors
    /// [`NicknameError`] says what to change.
    pub fn parse(typed: &str) -> Result<Self, NicknameError> {
        let trimmed = typed.trim();
        if trimmed.chars().any(forbidden) {
            return Err(NicknameError::ControlCharacters);
        }
        if !trimmed.chars().any(visible) {
            return Err(NicknameError::Empty);
        }
        let name: String = trimmed.nfc().take(Self::MOST_CODE_POINTS + 1).collect();
        if name.chars().count() > Self::MOST_CODE_POINTS
            || name.graphemes(true).nth(Self::MOST).is_some()
        {
            return Err(NicknameError::TooLong);
        }
        Ok(Self(name))
    }

    /// The same rules for a room, which a camera need not have.
    ///
    /// # Errors
    /// As [`Self::parse`], but empty is `None`.
    pub fn parse_room(typed: Option<&str>) -> Result<Option<Self>, NicknameError> {
        match typed.map(Self::parse) {
            None | Some(Err(NicknameError::Empty)) => Ok(None),
            Some(Ok(room)) => Ok(Some(room)),
            Some(Err(error)) => Err(error),
        }
    }

    /// What somebody else calls something, as far as it can be a name: for a field in which the owner goes on. May be empty.
    pub fn closest_to(text: &str) -> String {
        let plain: String = text
            .nfc()
            .filter(|c| !forbidden(*c))
            .take(Self::MOST_CODE_POINTS)
            .collect();
        let shortened: String = plain.trim().graphemes(true).take(Self::MOST).collect();
        shortened.trim_end().to_owned()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Nickname> for String {
    fn from(name: Nickname) -> Self {
        name.0
    }
}

impl From<NicknameError> for Failure {
    fn from(error: NicknameError) -> Self {
        match error {
            NicknameError::ControlCharacters => Self::new(FailureCode::NicknameControlCharacters),
            NicknameError::Empty => Self::new(FailureCode::NicknameEmpty),
            NicknameError::TooLong => Self::new(FailureCode::NicknameTooLong)
                .with_reference(i32::try_from(Nickname::MOST).unwrap_or(i32::MAX)),
        }
    }
}

/// What two names have in common when an owner would call them the same: case and composition do not matter.
pub fn same_name_key(name: &str) -> String {
    name.trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Leaves out white space and what Unicode calls default-ignorable: nothing of it can be seen by itself.
fn visible(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}'
                | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
                | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is the point of a test

    use proptest::prelude::*;

    use super::*;

    fn name(typed: &str) -> Result<String, NicknameError> {
        Nickname::parse(typed).map(String::from)
    }

    #[test]
    fn forty_characters_as_a_person_counts_them_are_enough_for_anybody() {
        let family = "👨‍👩‍👧‍👦";
        for one in ["x", "é", "e\u{301}", family, "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "क्षि"] {
            assert_eq!(name(&one.repeat(40)).map(|_| ()), Ok(()), "{one}");
            assert_eq!(name(&one.repeat(41)), Err(NicknameError::TooLong), "{one}");
        }
        assert_eq!(
            name(&format!("a{}", "\u{301}".repeat(10_000))),
            Err(NicknameError::TooLong)
        );
    }

    #[test]
    fn a_name_is_one_line_in_the_order_in_which_it_was_typed() {
        for odd in [
            "a\nb",
            "a\tb",
            "a\0b",
            "a\u{7f}b",
            "a\u{85}b",
            "a\u{2028}b",
            "a\u{2029}b",
            "a\u{202e}b",
            "a\u{202a}b",
            "a\u{2066}b",
            "a\u{2069}b",
        ] {
            assert_eq!(name(odd), Err(NicknameError::ControlCharacters), "{odd:?}");
        }
    }

    #[test]
    fn joiners_and_direction_marks_that_scripts_need_stay() {
        for fine in [
            "می\u{200c}خواهم",
            "👩\u{200d}🌾 field",
            "שער\u{200e} 2",
            "\u{200f}باب",
        ] {
            assert_eq!(name(fine).as_deref(), Ok(fine));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_empty() {
        for nothing in [
            "",
            "   ",
            "\u{3000}",
            "\n\t",
            "\u{200d}",
            "\u{200e}\u{feff}",
            "\u{3164}",
            "\u{2800}",
        ] {
            assert_eq!(name(nothing), Err(NicknameError::Empty), "{nothing:?}");
        }
        assert_eq!(Nickname::parse_room(Some("  ")), Ok(None));
        assert_eq!(Nickname::parse_room(None), Ok(None));
        assert_eq!(
            Nickname::parse_room(Some("a\nb")),
            Err(NicknameError::ControlCharacters)
        );
    }

    #[test]
    fn case_and_composition_do_not_make_another_name() {
        assert_eq!(same_name_key("CAFÉ"), same_name_key("cafe\u{301} "));
        assert_ne!(same_name_key("Porch"), same_name_key("Perch"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_or_a_reason(typed in any::<String>()) {
            if let Ok(name) = Nickname::parse(&typed) {
                let name = name.as_str();
                prop_assert_eq!(name.trim(), name);
                prop_assert!((1..=40).contains(&name.graphemes(true).count()));
                prop_assert!(!name.chars().any(forbidden));
                prop_assert!(unicode_normalization::is_nfc(name));
                // What was accepted once is accepted again, unchanged.
                let again = Nickname::parse(name).map(String::from);
                prop_assert_eq!(again.as_deref(), Ok(name));
            }
        }

        #[test]
        fn plain_names_are_kept_as_typed(typed in "[A-Za-z0-9àèìòù<>&'\"]([A-Za-z0-9àèìòù<>&'\" ]{0,38}[A-Za-z0-9àèìòù])?") {
            prop_assert_eq!(name(&typed), Ok(typed.nfc().collect::<String>()));
        }
    }
}
