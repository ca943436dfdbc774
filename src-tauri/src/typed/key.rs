//! The key pair that the page seals to: HPKE (RFC 9180), base mode, one message to each encapsulated key,
//! DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, which is what the web engines have in WebCrypto.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::rand_core::OsRng;
use hpke::{Deserializable, Kem, OpModeR, Serializable, single_shot_open};
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::{Zeroize, Zeroizing};

/// So that no other use of HPKE opens what is sealed here, or the other way round.
const INFO: &[u8] = b"porchlight/typed/v1";

/// Made at each start, and nowhere but in memory.
pub(crate) struct TypingKey {
    private: <DhP256HkdfSha256 as Kem>::PrivateKey,
    public: PublicKey,
}

/// A point of P-256, uncompressed (RFC 9180 §7.1.1), in base64.
#[derive(Clone, Serialize, Type)]
pub(crate) struct PublicKey(String);

/// Something that was typed, on its way from the page.
#[derive(Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sealed {
    /// In base64, as is the other.
    encapsulated_key: String,
    ciphertext: String,
}

/// Opens what was sealed for one argument of one command, and nothing else.
pub(crate) struct Opener<'a> {
    key: &'a TypingKey,
    argument: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotOpened {
    #[error("sealed to another key, or for another argument, or changed on its way")]
    NotForThis,
    #[error("it is no text")]
    NotText,
}

impl TypingKey {
    pub(crate) fn generate() -> Self {
        let (private, public) = DhP256HkdfSha256::gen_keypair(&mut OsRng);
        Self {
            private,
            public: PublicKey(STANDARD.encode(public.to_bytes())),
        }
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.public.clone()
    }

    /// The argument is what the ciphertext is bound to (its associated data), as `command.argument`.
    pub(super) fn opener(&self, command: &str, argument: &str) -> Opener<'_> {
        Opener {
            key: self,
            argument: format!("{command}.{argument}"),
        }
    }
}

impl Opener<'_> {
    /// # Errors
    /// [`NotOpened`]
    pub(super) fn text(&self, sealed: &Sealed) -> Result<Zeroizing<String>, NotOpened> {
        String::from_utf8(self.octets(sealed)?)
            .map(Zeroizing::new)
            .map_err(|error| {
                error.into_bytes().zeroize();
                NotOpened::NotText
            })
    }

    fn octets(&self, sealed: &Sealed) -> Result<Vec<u8>, NotOpened> {
        let octets = |text: &str| STANDARD.decode(text).map_err(|_| NotOpened::NotForThis);
        let encapsulated =
            <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(&octets(&sealed.encapsulated_key)?)
                .map_err(|_| NotOpened::NotForThis)?;
        single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &self.key.private,
            &encapsulated,
            INFO,
            &octets(&sealed.ciphertext)?,
            self.argument.as_bytes(),
        )
        .map_err(|_| NotOpened::NotForThis)
    }
}

#[cfg(test)]
mod tests {
    use hpke::{OpModeS, single_shot_seal};

    use super::*;

    fn sealed(to: &TypingKey, argument: &str, text: &[u8]) -> Sealed {
        let key = STANDARD.decode(&to.public.0).unwrap();
        let key = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&key).unwrap();
        let (encapsulated, ciphertext) =
            single_shot_seal::<AesGcm256, HkdfSha256, DhP256HkdfSha256, _>(
                &OpModeS::Base,
                &key,
                INFO,
                text,
                argument.as_bytes(),
                &mut OsRng,
            )
            .unwrap();
        Sealed {
            encapsulated_key: STANDARD.encode(encapsulated.to_bytes()),
            ciphertext: STANDARD.encode(ciphertext),
        }
    }

    #[test]
    fn a_password_opens_for_the_command_and_the_field_that_it_was_typed_for_and_no_other() {
        let key = TypingKey::generate();
        let password = sealed(&key, "sign_in.password", "lamp à la porte".as_bytes());
        let open = |command, argument| key.opener(command, argument).text(&password);
        assert_eq!(*open("sign_in", "password").unwrap(), "lamp à la porte");
        for (command, argument) in [("sign_in", "email"), ("look_up_password", "password")] {
            let opened = open(command, argument).map(drop);
            assert_eq!(opened, Err(NotOpened::NotForThis));
        }
    }

    #[test]
    fn what_was_sealed_to_another_run_or_changed_on_its_way_does_not_open() {
        let (key, before) = (TypingKey::generate(), TypingKey::generate());
        let opener = key.opener("sign_in", "password");
        let refused = Err(NotOpened::NotForThis);
        let of_before = sealed(&before, "sign_in.password", b"lamp");
        assert_eq!(opener.text(&of_before).map(drop), refused);

        let mut garbled = sealed(&key, "sign_in.password", b"lamp");
        garbled.ciphertext.replace_range(..4, "AAAA");
        assert_eq!(opener.text(&garbled).map(drop), refused);
        for (encapsulated_key, ciphertext) in [("", ""), ("AAAA", "AAAA"), ("lamp", "lamp!")] {
            let nonsense = Sealed {
                encapsulated_key: encapsulated_key.to_owned(),
                ciphertext: ciphertext.to_owned(),
            };
            assert_eq!(opener.text(&nonsense).map(drop), refused);
        }
    }

    #[test]
    fn octets_that_are_no_text_are_refused() {
        let key = TypingKey::generate();
        let octets = sealed(&key, "sign_in.password", b"\xff\xfe");
        let opened = key.opener("sign_in", "password").text(&octets);
        assert_eq!(opened.map(drop), Err(NotOpened::NotText));
    }
}
