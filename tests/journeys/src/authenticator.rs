//! What an owner has for two-factor sign-in: an app that shares no code with ours, and a sheet of paper.

use std::process::Command;

use porchlight_core::error::Failure;
use porchlight_core::secret::Password;
use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind, SignInStep};

use crate::computer::Computer;
use crate::house::{House, PASSWORD};

#[derive(Clone, Debug)]
pub struct Authenticator {
    /// Base32.
    pub key: String,
    pub recovery_codes: Vec<String>,
}

impl Authenticator {
    /// By the service's clock, which has moved on since the last one.
    pub fn code(&self, house: &House) -> String {
        house.forward(60);
        let output = Command::new("oathtool")
            .args(["--totp", "--base32", "--now", &format!("@{}", house.now())])
            .arg(&self.key)
            .output()
            .expect("oathtool is installed by ./.ci/install");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    pub fn factor(&self, house: &House) -> SecondFactorInput {
        typed(SecondFactorKind::Code, &self.code(house))
    }

    /// The next one that is not crossed out.
    pub fn paper(&mut self) -> SecondFactorInput {
        typed(
            SecondFactorKind::RecoveryCode,
            &self.recovery_codes.pop().unwrap(),
        )
    }
}

pub fn typed(kind: SecondFactorKind, text: &str) -> SecondFactorInput {
    SecondFactorInput {
        kind,
        typed: Password::new(text),
    }
}

impl Computer {
    pub async fn begin_enrolment(
        &self,
        id: ConnectionId,
        factor: Option<SecondFactorInput>,
    ) -> Result<(), Failure> {
        let password = Password::new(PASSWORD);
        self.companion.begin_enrolment(id, password, factor).await
    }

    /// What is drawn for the authenticator; its recovery codes come later.
    pub async fn scan(&self, id: ConnectionId) -> Authenticator {
        let revealed = self.companion.reveal_enrolment(id).await.unwrap();
        Authenticator {
            key: revealed.key.concat(),
            recovery_codes: Vec::new(),
        }
    }

    /// The authenticator shows a code; the recovery codes are there to be kept.
    pub async fn show_code(&self, id: ConnectionId, house: &House, has: &mut Authenticator) {
        let code = Password::new(has.code(house));
        self.companion.check_enrolment_code(id, code).await.unwrap();
        has.recovery_codes = self.companion.reveal_recovery_codes(id).await.unwrap();
    }

    pub async fn type_back(
        &self,
        id: ConnectionId,
        has: &Authenticator,
        sign_out_others: bool,
    ) -> Result<(), Failure> {
        let typed = Password::new(has.recovery_codes[2].to_lowercase());
        self.companion
            .confirm_recovery_codes(id, typed, sign_out_others)
            .await
    }

    /// Turns it on, or moves with the factor in force.
    pub async fn enrol(
        &self,
        id: ConnectionId,
        house: &House,
        factor: Option<SecondFactorInput>,
    ) -> Authenticator {
        self.begin_enrolment(id, factor).await.unwrap();
        let mut has = self.scan(id).await;
        self.show_code(id, house, &mut has).await;
        self.type_back(id, &has, false).await.unwrap();
        has
    }

    pub async fn sign_in_with(
        &self,
        id: ConnectionId,
        factor: SecondFactorInput,
    ) -> Result<(), Failure> {
        let step = self.sign_in_step(id).await?;
        assert_eq!(step, SignInStep::SecondFactorWanted);
        self.companion.finish_sign_in(id, factor).await
    }

    pub async fn turn_off(
        &self,
        id: ConnectionId,
        factor: SecondFactorInput,
        sign_out_others: bool,
    ) -> Result<(), Failure> {
        let password = Password::new(PASSWORD);
        self.companion
            .turn_off_two_factor(id, password, factor, sign_out_others)
            .await
    }
}
