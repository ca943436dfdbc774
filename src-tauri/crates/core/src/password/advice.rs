//! How strong a password is, by `zxcvbn`: how many guesses it takes somebody who knows how people choose passwords.

use serde::{Deserialize, Serialize};
use specta::Type;
use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Entropy, Score, zxcvbn};

use super::OwnWords;
use crate::secret::Password;

/// `zxcvbn` knows the 30,000 passwords that were used most in known leaks, and counts each of them as no more guesses than its
/// place among them. What takes no more guesses than they do is refused: those that are long enough, and `abcdefgh`.
const BLOCKED_UP_TO: u64 = 30_000;

/// What can be told of a password without asking anybody. Nothing of it gives the password away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordAdvice {
    pub strength: Strength,
    /// It will be refused, however long it is.
    pub objection: Option<Objection>,
    /// What is weak about it first, then what would help.
    pub hints: Vec<PasswordHint>,
}

/// From a score of 0 to one of 4.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    VeryWeak,
    Weak,
    Fair,
    Good,
    Strong,
}

/// Why a password is refused. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// Among those that are tried first.
    Common,
    /// The owner's address, a camera's name, or the like, and nothing else.
    OwnWord,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PasswordHint {
    Capitals,
    CommonPassword,
    Dates,
    KeyboardPattern,
    MoreWords,
    Names,
    OneWord,
    OwnWords,
    Repeats,
    Reversed,
    Sequences,
    Substitutions,
    Years,
}

/// Takes up to some hundred milliseconds for a long password, so not on a task that others wait for.
pub fn advise(password: &Password, own: &OwnWords) -> PasswordAdvice {
    let words: Vec<_> = own.iter().collect();
    let estimate = zxcvbn(password.expose(), &words);
    let objection = if own.are_all_of(password.expose()) {
        Some(Objection::OwnWord)
    } else {
        (estimate.guesses() <= BLOCKED_UP_TO).then_some(Objection::Common)
    };
    PasswordAdvice {
        strength: strength(estimate.score()),
        objection,
        hints: hints(&estimate, own.are_in(password.expose())),
    }
}

fn strength(score: Score) -> Strength {
    match score {
        Score::Zero => Strength::VeryWeak,
        Score::One => Strength::Weak,
        Score::Two => Strength::Fair,
        Score::Three => Strength::Good,
        // The enum is open; there is nothing above.
        Score::Four | _ => Strength::Strong,
    }
}

fn hints(estimate: &Entropy, own_words: bool) -> Vec<PasswordHint> {
    let mut hints = Vec::new();
    // A strong one may hold a name.
    let Some(feedback) = estimate.feedback() else {
        return hints;
    };
    let own = own_words.then_some(PasswordHint::OwnWords);
    let warning = feedback.warning().map(what_is_weak);
    let suggestions = feedback.suggestions().iter().copied().map(what_helps);
    for hint in own.into_iter().chain(warning).chain(suggestions) {
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    hints
}

fn what_is_weak(warning: Warning) -> PasswordHint {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => PasswordHint::KeyboardPattern,
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => PasswordHint::Repeats,
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => PasswordHint::CommonPassword,
        Warning::SequencesLikeAbcAreEasyToGuess => PasswordHint::Sequences,
        Warning::RecentYearsAreEasyToGuess => PasswordHint::Years,
        Warning::AWordByItselfIsEasyToGuess => PasswordHint::OneWord,
        Warning::DatesAreOftenEasyToGuess => PasswordHint::Dates,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => PasswordHint::Names,
    }
}

fn what_helps(suggestion: Suggestion) -> PasswordHint {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases
        | Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters
        | Suggestion::AddAnotherWordOrTwo => PasswordHint::MoreWords,
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => PasswordHint::Capitals,
        Suggestion::ReversedWordsArentMuchHarderToGuess => PasswordHint::Reversed,
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => PasswordHint::Substitutions,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => PasswordHint::KeyboardPattern,
        Suggestion::AvoidRepeatedWordsAndCharacters => PasswordHint::Repeats,
        Suggestion::AvoidSequences => PasswordHint::Sequences,
        Suggestion::AvoidRecentYears | Suggestion::AvoidYearsThatAreAssociatedWithYou => {
            PasswordHint::Years
        }
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => PasswordHint::Dates,
    }
}
