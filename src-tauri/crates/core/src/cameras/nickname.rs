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
    name.trim().nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
