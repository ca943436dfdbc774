//! The client of the toy maker's service.

use std::net::SocketAddr;

use async_trait::async_trait;
use porchlight_core::cameras::{Camera, CameraId, Profile};
use porchlight_core::ports::access::Access;
use porchlight_core::ports::clock::Clock;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{
    AccountService, CameraService, Credential, Disclosure, EndEvidence, Naming, PreparedAccount,
    ProfileWrite, Provider, ProviderProfile, Registration, RightPassword, ServiceError, SessionEnd,
    SessionId, SignedIn, WriteError,
};
use porchlight_core::ports::sign_in::{AccountName, Length, SignInForm, SignInRequest};
use porchlight_core::secret::{Password, SecretBytes};
use porchlight_core::testing::ManualClock;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub(super) struct Toys {
    pub(super) address: SocketAddr,
}

#[derive(Deserialize)]
struct Answer<T> {
    sorry: Option<String>,
    #[serde(flatten)]
    said: Option<T>,
}

#[derive(Deserialize)]
struct Hello {
    name: String,
}

#[derive(Deserialize)]
struct LoggedIn {
    token: String,
}

#[derive(Deserialize)]
struct Looked {
    cameras: Vec<Toy>,
}

#[derive(Deserialize)]
struct Toy {
    serial: String,
    label: String,
    kind: String,
}

impl Toys {
    async fn ask<T: for<'de> Deserialize<'de>>(&self, asked: Value) -> Result<T, ServiceError> {
        let line = self.line(&asked).await;
        let line = line.map_err(|_| ServiceError::Unreachable)?;
        let answer: Answer<T> = serde_json::from_str(&line.ok_or(ServiceError::Unreachable)?)
            .map_err(|_| ServiceError::Garbled)?;
        match (answer.sorry.as_deref(), answer.said) {
            (None, Some(said)) => Ok(said),
            (Some("wrong"), _) => Err(ServiceError::WrongCredentials),
            (Some("unknown"), _) => Err(ServiceError::NotRecognised),
            (Some("over"), _) => Err(ServiceError::Refused),
            (Some(_) | None, _) => Err(ServiceError::Garbled),
        }
    }

    async fn line(&self, asked: &Value) -> std::io::Result<Option<String>> {
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(format!("{asked}\n").as_bytes()).await?;
        BufReader::new(stream).lines().next_line().await
    }

    /// What was refused for good is the end of the session; nobody says why.
    fn of_session(grant: &Grant, error: ServiceError) -> ServiceError {
        if error != ServiceError::Refused {
            return error;
        }
        ServiceError::SessionEnded {
            session: grant.session().clone(),
            end: SessionEnd::not_stated(ManualClock::default().now()),
        }
    }
}

/// The token names its session by its number.
fn session(token: &str) -> SessionId {
    SessionId(token.trim_start_matches("toy-token-").to_owned())
}

fn token(grant: &Grant) -> Result<String, ServiceError> {
    String::from_utf8(grant.secret().expose().to_vec()).map_err(|_| ServiceError::NotRecognised)
}

impl Provider for Toys {
    fn profile(&self) -> ProviderProfile {
        ProviderProfile {
            demo: false,
            creates_accounts: false,
            discloses: Disclosure::EVERYTHING,
            end_evidence: EndEvidence::RefreshRefused,
            naming: Naming::Private,
            sign_in: SignInForm {
                account: AccountName::UserName,
                password: Length {
                    shortest: 1,
                    longest: 64,
                },
                more: Vec::new(),
                help: None,
            },
        }
    }

    fn access(&self) -> Access<'_> {
        Access::Account {
            account: self,
            cameras: self,
        }
    }
}

#[async_trait]
impl AccountService for Toys {
    async fn name(&self) -> Result<String, ServiceError> {
        let hello: Hello = self.ask(json!({ "do": "hello" })).await?;
        Ok(hello.name)
    }

    async fn registration(&self) -> Result<Registration, ServiceError> {
        Ok(Registration::Closed)
    }

    async fn prepare_account(
        &self,
        _: &str,
        _: &Password,
        _: Option<&Password>,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError> {
        Err(ServiceError::RegistrationClosed)
    }

    fn device_key(&self, _: &Credential) -> Option<SecretBytes> {
        None
    }

    async fn sign_in(&self, request: &SignInRequest<'_>) -> Result<RightPassword, ServiceError> {
        let (user, password) = (request.account, request.password.expose());
        let asked = json!({ "do": "log_in", "user": user, "password": password });
        let LoggedIn { token } = self.ask(asked).await?;
        Ok(RightPassword::SignedIn(SignedIn {
            account: user.to_owned(),
            service_name: "Toys".into(),
            credential: Credential {
                session: session(&token),
                secret: SecretBytes::new(token.into_bytes()),
            },
            computer_named: true,
            recovery_codes_left: None,
        }))
    }

    async fn sign_out(&self, grant: &Grant) -> Result<(), ServiceError> {
        let asked = json!({ "do": "log_out", "token": token(grant)? });
        self.ask::<Value>(asked).await.map(drop)
    }

    /// Nobody there asks what a computer is called.
    async fn name_computer(&self, grant: &Grant, _: &str) -> Result<(), ServiceError> {
        self.list(grant).await.map(drop)
    }
}

#[async_trait]
impl CameraService for Toys {
    async fn list(&self, grant: &Grant) -> Result<Vec<Camera>, ServiceError> {
        let asked = json!({ "do": "look", "token": token(grant)? });
        let looked: Result<Looked, ServiceError> = self.ask(asked).await;
        let looked = looked.map_err(|error| Self::of_session(grant, error))?;
        Ok(looked.cameras.into_iter().map(camera).collect())
    }

    async fn write_profile(&self, _: &Grant, _: &ProfileWrite) -> Result<Camera, WriteError> {
        Err(ServiceError::NotFound.into())
    }
}

fn camera(toy: Toy) -> Camera {
    Camera {
        id: CameraId(toy.serial),
        address: None,
        model: toy.kind,
        firmware: None,
        firmware_available: None,
        online: None,
        last_seen: None,
        signal_dbm: None,
        profile: Profile {
            nickname: toy.label,
            ..Profile::default()
        },
        revision: 0,
        trouble: None,
    }
}
