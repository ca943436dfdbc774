//! What an owner has for two-factor sign-in, and what a computer asks of the service for it.

use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartResponse,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::ClientLogin;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::*;
use rand::rngs::OsRng;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::client::{Computer, EMAIL, House, PASSWORD, Refused, answer};

/// An app on a telephone, and a sheet of paper.
#[derive(Clone)]
pub(crate) struct Authenticator {
    totp: Totp,
    pub(crate) recovery_codes: Vec<String>,
}

impl Authenticator {
    pub(crate) fn of(enrolment: &Enrolment) -> Self {
        let secret = Secret::try_from_base32(&enrolment.secret).unwrap();
        Self {
            totp: Builder::new().with_secret(secret).build().unwrap(),
            recovery_codes: enrolment.recovery_codes.clone(),
        }
    }

    pub(crate) fn code(&self, at: i64) -> String {
        self.totp.generate(at.try_into().unwrap()).to_string()
    }

    /// One that is of no moment near this one.
    pub(crate) fn wrong_code(&self, at: i64) -> String {
        let near: Vec<_> = (-30..=30).map(|step| self.code(at + 30 * step)).collect();
        (0..)
            .map(|n| format!("{n:06}"))
            .find(|code| !near.contains(code))
            .unwrap()
    }
}

pub(crate) fn code(code: impl Into<String>) -> SecondFactor {
    SecondFactor::Code(code.into())
}

pub(crate) fn recovery(code: impl Into<String>) -> SecondFactor {
    SecondFactor::RecoveryCode(code.into())
}

impl House {
    /// With two-factor on. The code of the moment is used.
    pub(crate) async fn with_two_factor(&self) -> (Computer, Authenticator) {
        let (computer, _) = self.with_ada().await;
        let has = Authenticator::of(&computer.enrol(None).await.unwrap());
        let now = has.code(self.hands.now());
        computer
            .confirm(&now, &has.recovery_codes[0])
            .await
            .unwrap();
        (computer, has)
    }
}

impl Computer {
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Refused> {
        let request = self.request(Method::POST, path).json(body);
        answer(request.send().await.unwrap()).await
    }

    /// The first message of OPAQUE for some guess.
    pub(crate) fn proof_message(&self) -> Bytes {
        let start = ClientLogin::start(&mut OsRng, b"guess").unwrap();
        Bytes(start.message.serialize().to_vec())
    }

    pub(crate) async fn proof_start(&self, password: &str) -> (ClientLogin, SignInStartResponse) {
        let start = ClientLogin::start(&mut OsRng, password.as_bytes()).unwrap();
        let request = ProofStartRequest {
            credential_request: Bytes(start.message.serialize().to_vec()),
        };
        let answer = self.ask(path::SESSION_PROOF_START, &request).await.unwrap();
        (start.state, answer)
    }

    pub(crate) async fn prove(&self, password: &str) -> Result<(), Refused> {
        let (state, start) = self.proof_start(password).await;
        let last = self.finalization(state, password, &start);
        let request = SignInFinishRequest {
            state: start.state,
            credential_finalization: Bytes(last.map_or(vec![7; 64], |(last, _)| last)),
        };
        self.ask(path::SESSION_PROOF_FINISH, &request).await
    }

    pub(crate) async fn two_factor(&self) -> TwoFactorStatus {
        let request = self.request(Method::GET, path::TWO_FACTOR);
        answer(request.send().await.unwrap()).await.unwrap()
    }

    pub(crate) async fn enrol(
        &self,
        second_factor: Option<SecondFactor>,
    ) -> Result<Enrolment, Refused> {
        let request = EnrolmentRequest {
            label: EMAIL.into(),
            second_factor,
        };
        self.ask(path::TWO_FACTOR_ENROLMENT, &request).await
    }

    pub(crate) async fn confirm(&self, code: &str, recovery_code: &str) -> Result<(), Refused> {
        self.confirm_and(code, recovery_code, false).await
    }

    pub(crate) async fn confirm_and(
        &self,
        code: &str,
        recovery_code: &str,
        end_other_sessions: bool,
    ) -> Result<(), Refused> {
        self.check(code).await?;
        self.confirm_checked(recovery_code, end_other_sessions)
            .await
    }

    /// The first half of confirming.
    pub(crate) async fn check(&self, code: &str) -> Result<(), Refused> {
        let request = EnrolmentCheckRequest { code: code.into() };
        self.ask(path::TWO_FACTOR_ENROLMENT_CHECK, &request).await
    }

    /// The second half.
    pub(crate) async fn confirm_checked(
        &self,
        recovery_code: &str,
        end_other_sessions: bool,
    ) -> Result<(), Refused> {
        let request = EnrolmentConfirmRequest {
            recovery_code: recovery_code.into(),
            end_other_sessions,
        };
        self.ask(path::TWO_FACTOR_ENROLMENT_CONFIRM, &request).await
    }

    pub(crate) async fn turn_off(
        &self,
        factor: SecondFactor,
        end_other_sessions: bool,
    ) -> Result<(), Refused> {
        let request = TurnOffRequest {
            factor,
            end_other_sessions,
        };
        self.ask(path::TWO_FACTOR_OFF, &request).await
    }

    pub(crate) async fn new_recovery_codes(
        &self,
        factor: &SecondFactor,
    ) -> Result<NewRecoveryCodes, Refused> {
        self.ask(path::TWO_FACTOR_RECOVERY_CODES, factor).await
    }

    pub(crate) async fn confirm_recovery_codes(&self, typed: &str) -> Result<(), Refused> {
        self.confirm_recovery_codes_and(typed, false).await
    }

    pub(crate) async fn confirm_recovery_codes_and(
        &self,
        typed: &str,
        end_other_sessions: bool,
    ) -> Result<(), Refused> {
        let request = RecoveryCodesConfirmRequest {
            recovery_code: typed.into(),
            end_other_sessions,
        };
        self.ask(path::TWO_FACTOR_RECOVERY_CODES_CONFIRM, &request)
            .await
    }

    /// The right password, when two-factor is on.
    pub(crate) async fn challenged(&mut self) -> Challenge {
        self.challenged_after(EMAIL, PASSWORD).await
    }

    pub(crate) async fn challenged_after(&mut self, email: &str, password: &str) -> Challenge {
        let refused = self.sign_in(email, password).await.unwrap_err();
        refused.problem.challenge.unwrap()
    }

    pub(crate) async fn second_factor(
        &mut self,
        challenge: Uuid,
        factor: SecondFactor,
    ) -> Result<SignInFinishResponse, Refused> {
        let request = SecondFactorRequest { challenge, factor };
        let proof = self.proof(&Method::POST, path::SIGN_IN_SECOND_FACTOR, None);
        let url = format!("{}{}", self.base, path::SIGN_IN_SECOND_FACTOR);
        let request = self.http.post(url).header("DPoP", proof).json(&request);
        let done: SignInFinishResponse = answer(request.send().await.unwrap()).await?;
        self.token.clone_from(&done.session_token);
        self.session = Some(done.clone());
        Ok(done)
    }

    /// The password, then the second factor.
    pub(crate) async fn sign_in_with(
        &mut self,
        factor: SecondFactor,
    ) -> Result<SignInFinishResponse, Refused> {
        let challenge = self.challenged().await.id;
        self.second_factor(challenge, factor).await
    }
}
