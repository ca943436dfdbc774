//! Owners with the real client: they make an account, turn two-factor on, and come back after a reset.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use porchlight_core::cameras::Camera;
use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Provider, Providers, RightPassword, ServiceError};
use porchlight_core::ports::sign_in::SignInRequest;
use porchlight_core::ports::two_factor::{Challenge, OtherSessions, SecondFactor};
use porchlight_core::secret::Password;
use porchlight_journeys::clock::HastyClock;
use porchlight_journeys::house::providers;
use totp_rs::{Builder, Secret, Totp};

const PASSWORD: &str = "correct horse battery staple";

pub struct Owner {
    email: String,
    provider: Arc<dyn Provider>,
    telephone: Option<Totp>,
    /// Seconds that the telephone's clock is ahead.
    ahead: u64,
    /// As long as the session lasts, for all that the owner knows.
    pub grant: Option<Arc<Grant>>,
}

/// A right password, and what is missing after it.
pub enum Known {
    In,
    WantsCode(Box<dyn Challenge>),
}

/// The client of one computer.
pub fn client(url: &str) -> Result<Arc<dyn Provider>> {
    let providers = providers(HastyClock::right());
    Ok(providers.provider(&providers.at_addresses().at(url))?)
}

impl Owner {
    /// Makes an account and signs in to it.
    pub async fn moves_in(url: &str, number: usize) -> Result<Self> {
        let (provider, email) = (client(url)?, format!("owner{number}@porch.example"));
        let service = provider.account().context("no accounts here")?;
        let prepared = service
            .prepare_account(&email, &Password::new(PASSWORD), None)
            .await?;
        prepared.create().await?;
        let mut owner = Self {
            email,
            provider,
            telephone: None,
            ahead: 0,
            grant: None,
        };
        owner.says_the_password().await?;
        Ok(owner)
    }

    pub fn email(&self) -> &str {
        &self.email
    }

    pub async fn turns_two_factor_on(&mut self) -> Result<()> {
        let service = self.provider.two_factor().context("no two-factor here")?;
        let grant = self.grant.as_ref().context("signed out")?;
        let enrolment = service.begin_enrolment(grant, &self.email, None).await?;
        let secret = Secret::try_from_base32(enrolment.secret.expose())?;
        let telephone = Builder::new().with_secret(secret).build()?;
        let code = Password::new(telephone.generate(now()?).to_string());
        service.check_enrolment(grant, &code).await?;
        service
            .confirm_enrolment(grant, &enrolment.recovery_codes[0], OtherSessions::Stay)
            .await?;
        self.telephone = Some(telephone);
        Ok(())
    }

    /// From now on: a code is good once, and this saves waiting for the next one.
    pub fn looks_at_the_next_code(&mut self) {
        self.ahead += 30;
    }

    pub async fn says_the_password(&mut self) -> Result<Known> {
        let service = self.provider.account().context("no accounts here")?;
        let previous = self.grant.as_ref().map(|grant| grant.credential());
        let known = service
            .sign_in(
                &SignInRequest::new(&self.email, &Password::new(PASSWORD), "Attic")
                    .after(previous.as_ref()),
            )
            .await?;
        Ok(match known {
            RightPassword::SignedIn(signed_in) => {
                self.grant = Some(Arc::new(signed_in.grant()));
                Known::In
            }
            RightPassword::SecondFactorWanted(half) => Known::WantsCode(half),
        })
    }

    pub async fn says_the_code(&mut self, half: Box<dyn Challenge>) -> Result<()> {
        let telephone = self.telephone.as_ref().context("no telephone")?;
        let code = Password::new(telephone.generate(now()? + self.ahead).to_string());
        let signed_in = half.answer(&SecondFactor::Code(code)).await?;
        self.grant = Some(Arc::new(signed_in.grant()));
        Ok(())
    }

    pub async fn looks_at_the_cameras(&self) -> Result<()> {
        let grant = self.grant.as_ref().context("signed out")?;
        listed(&*self.provider, grant).await?;
        Ok(())
    }

    /// Asks for something with a session that the service has ended, and is told so.
    pub async fn is_told_of_the_end(&self) -> Result<()> {
        let grant = self.grant.as_ref().context("signed out")?;
        match listed(&*self.provider, grant).await {
            Err(ServiceError::SessionEnded { .. }) => Ok(()),
            other => bail!("the end was not told: {other:?}"),
        }
    }
}

fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

async fn listed(provider: &dyn Provider, grant: &Grant) -> Result<Vec<Camera>, ServiceError> {
    let cameras = provider.cameras().ok_or(ServiceError::NotFound)?;
    cameras.list(grant).await
}
