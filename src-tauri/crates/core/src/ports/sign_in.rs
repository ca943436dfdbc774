//! What a service asks for at a sign-in, as data: the window draws it, and nobody but the provider judges what is typed there.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ports::provider::Credential;
use crate::secret::{Password, SecretBytes};

/// A name of an account, a password, and what else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInForm {
    pub account: AccountName,
    /// A password of another length cannot be the right one, and is not worth a try.
    pub password: Length,
    /// Beyond name and password, in the order in which it is asked for.
    pub more: Vec<SignInField>,
    /// A page of the maker, where the owner finds what is asked for. https only.
    pub help: Option<String>,
}

/// What an account is called there. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountName {
    Email,
    UserName,
}

/// In characters, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub shortest: usize,
    pub longest: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInField {
    pub kind: SignInFieldKind,
    pub length: Length,
}

/// Alphabetical. The window has a word for each.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum SignInFieldKind {
    ApiKey,
    ApiKeyId,
}

/// What the owner typed into a field. Comes in, never goes out.
#[derive(Clone, Debug)]
pub struct SignInInput {
    pub kind: SignInFieldKind,
    pub typed: Password,
}

/// What a service is asked with.
#[derive(Clone, Copy)]
pub struct SignInRequest<'a> {
    /// Without blanks around it.
    pub account: &'a str,
    pub password: &'a Password,
    /// As [`SignInForm::more`] asks; without blanks around it.
    pub more: &'a [SignInInput],
    /// What this computer is called.
    pub computer: &'a str,
    /// The credential of the same connection, or what is left of it, so that the service knows this computer again.
    pub previous: Option<&'a Credential>,
    /// See [`crate::ports::provider::AccountService::new_device`].
    pub device: Option<&'a SecretBytes>,
}

impl<'a> SignInRequest<'a> {
    /// From a computer that was never there.
    pub fn new(account: &'a str, password: &'a Password, computer: &'a str) -> Self {
        Self {
            account,
            password,
            more: &[],
            computer,
            previous: None,
            device: None,
        }
    }

    #[must_use]
    pub fn after(self, previous: Option<&'a Credential>) -> Self {
        Self { previous, ..self }
    }
}

impl Length {
    pub fn fits(self, text: &str) -> bool {
        (self.shortest..=self.longest).contains(&text.chars().count())
    }
}
