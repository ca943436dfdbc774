//! What sign-ins bring beside the password: further fields, and what is known of the computer.

use super::{DEVICE_KEY, FakeService};
use crate::ports::provider::Disclosure;
use crate::ports::sign_in::{
    AccountName, Length, SignInField, SignInFieldKind, SignInForm, SignInRequest,
};
use crate::secret::SecretBytes;
use crate::testing::lock;

#[derive(Default)]
pub(super) struct SignIns {
    /// Of the last one: whether it brought what was left of an earlier session.
    known_computer: bool,
    wants_device: bool,
    made_devices: u8,
    /// In the order in which they came.
    devices: Vec<Option<SecretBytes>>,
    api_key: Option<String>,
    reads_everything: bool,
}

impl SignIns {
    pub(super) fn new_device(&mut self) -> Option<SecretBytes> {
        self.wants_device.then(|| {
            self.made_devices += 1;
            SecretBytes::new(vec![self.made_devices; 16])
        })
    }

    pub(super) fn asked(&mut self, request: &SignInRequest<'_>) {
        let left = request.previous;
        self.known_computer = left.is_some_and(|left| left.secret.expose() == DEVICE_KEY);
        self.devices.push(request.device.cloned());
    }

    pub(super) fn more_is_right(&self, request: &SignInRequest<'_>) -> bool {
        self.api_key.as_deref().is_none_or(|right| {
            let mut more = request.more.iter();
            more.any(|more| more.kind == SignInFieldKind::ApiKey && more.typed.expose() == right)
        })
    }
}

impl FakeService {
    pub fn knew_the_computer(&self) -> bool {
        lock(&self.0.inner).sign_ins.known_computer
    }

    /// It wants to see the same identity of the computer at each sign-in.
    pub fn wants_device(&self) {
        self.change(|inner| inner.sign_ins.wants_device = true);
    }

    /// Which identities sign-ins brought, in the order in which they came.
    pub fn devices(&self) -> Vec<Option<Vec<u8>>> {
        let inner = lock(&self.0.inner);
        let devices = inner.sign_ins.devices.iter();
        devices
            .map(|device| device.as_ref().map(|device| device.expose().to_vec()))
            .collect()
    }

    /// A sign-in needs this beside the password, and a user name in the place of an address.
    pub fn wants_api_key(&self, key: &str) {
        self.change(|inner| inner.sign_ins.api_key = Some(key.to_owned()));
    }

    /// Its people could read all that an owner types.
    pub fn reads_everything(&self) {
        self.change(|inner| inner.sign_ins.reads_everything = true);
    }

    pub(super) fn discloses(&self) -> Disclosure {
        if lock(&self.0.inner).sign_ins.reads_everything {
            Disclosure::EVERYTHING
        } else {
            Disclosure::NOTHING
        }
    }

    pub(super) fn sign_in_form(&self) -> SignInForm {
        let api_key = lock(&self.0.inner).sign_ins.api_key.is_some();
        if !api_key {
            return SignInForm {
                account: AccountName::Email,
                password: Length {
                    shortest: 8,
                    longest: 256,
                },
                more: Vec::new(),
                help: None,
            };
        }
        SignInForm {
            account: AccountName::UserName,
            password: Length {
                shortest: 1,
                longest: 64,
            },
            more: vec![SignInField {
                kind: SignInFieldKind::ApiKey,
                length: Length {
                    shortest: 4,
                    longest: 64,
                },
            }],
            help: Some("https://service.example/keys".to_owned()),
        }
    }
}
