//! What owners read: plain text by language, and a link that is safe to follow.

use std::collections::BTreeMap;

use url::Url;

/// In characters, for each language.
const LONGEST_TEXT: usize = 1_000;

/// Owners must be told why, and a link must be safe to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    #[error("give a reason: owners will read it")]
    NoReason,
    #[error("the text is too long: at most 1000 characters")]
    TooLong,
    #[error(
        "the advisory must be an https address, for example https://status.example.org/2019-12"
    )]
    AdvisoryNotHttps,
}

/// By language tag (BCP 47); at least one, none of them empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// # Errors
    /// [`WordsError::NoReason`], [`WordsError::TooLong`]
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, WordsError> {
        let texts: BTreeMap<String, String> = texts
            .into_iter()
            .map(|(language, text)| (language, text.trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        if texts.is_empty() {
            return Err(WordsError::NoReason);
        }
        if texts
            .values()
            .any(|text| text.chars().count() > LONGEST_TEXT)
        {
            return Err(WordsError::TooLong);
        }
        Ok(Self(texts))
    }

    /// # Errors
    /// [`WordsError::NoReason`], [`WordsError::TooLong`]
    pub fn english_and_italian(english: &str, italian: Option<&str>) -> Result<Self, WordsError> {
        let texts = [("en", Some(english)), ("it", italian)];
        let texts = texts
            .into_iter()
            .filter_map(|(language, text)| Some((language.to_owned(), text?.to_owned())));
        Self::new(texts)
    }

    pub fn by_language(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// # Errors
/// [`WordsError::AdvisoryNotHttps`]
pub fn advisory(text: &str) -> Result<String, WordsError> {
    Url::parse(text)
        .ok()
        .filter(|url| url.scheme() == "https" && url.has_host())
        .map(String::from)
        .ok_or(WordsError::AdvisoryNotHttps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_told_something_and_nothing_endless() {
        let english = |text: &str| Words::english_and_italian(text, None);
        assert!(english("A copy lay open").is_ok());
        assert_eq!(english(" "), Err(WordsError::NoReason));
        assert_eq!(english(&"a".repeat(1_001)), Err(WordsError::TooLong));
    }

    #[test]
    fn a_link_is_https_or_none() {
        assert!(advisory("https://example.org/a").is_ok());
        for link in [
            "http://example.org",
            "javascript:alert(1)",
            "https://",
            "nonsense",
        ] {
            assert_eq!(advisory(link), Err(WordsError::AdvisoryNotHttps), "{link}");
        }
    }
}
