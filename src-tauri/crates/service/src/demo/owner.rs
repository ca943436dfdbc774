//! The demo's owner, acting as any client would: with the password, and nothing that the service could not see.

use opaque_ke::{
    ClientLoginFinishParameters, ClientRegistrationFinishParameters,
    ClientRegistrationFinishResult, Identifiers,
};
use porchlight_protocol::account::{RegistrationFinishRequest, RegistrationStartRequest};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::opaque::{
    ClientLogin, ClientRegistration, CredentialResponse, Message, RegistrationResponse,
    ServerRegistration, Suite, key_stretching,
};
use porchlight_protocol::recovery_key::RecoveryKey;
use porchlight_protocol::sealing::VaultKey;
use rand::rngs::OsRng;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{DEMO_EMAIL, DEMO_RECOVERY_KEY, DemoError, household};
use crate::service::Service;
use crate::store::{NewAccount, StoreError, passwords};

/// Registers, up to the last step: the account that would be made, and its vault key.
pub(super) async fn prepare_account(
    service: &Service,
    password: &str,
) -> Result<(NewAccount, VaultKey), DemoError> {
    let start =
        ClientRegistration::start(&mut OsRng, password.as_bytes()).map_err(|_| DemoError::Keys)?;
    let request = RegistrationStartRequest {
        email: DEMO_EMAIL.into(),
        registration_request: Bytes(start.message.serialize().to_vec()),
        invitation: None,
    };
    let answer = service.begin_registration(&request, None)?;
    let response = RegistrationResponse::exactly(&answer.registration_response.0);
    let response = response.ok_or(DemoError::Keys)?;
    let finish = registered(start.state, password, response).await?;
    let (vault, account) = (VaultKey::generate(), answer.account_id);
    let recovery_key = RecoveryKey::parse(DEMO_RECOVERY_KEY).ok_or(DemoError::Keys)?;
    let request = RegistrationFinishRequest {
        state: answer.state,
        registration_upload: Bytes(finish.message.serialize().to_vec()),
        wrapped_vault_key: Bytes(vault.wrap(&finish.export_key, account)),
        recovery_wrapped_vault_key: Bytes(vault.wrap_for_recovery(&recovery_key, account)),
        recovery_public_key: recovery_key.public_key(),
    };
    let (account, _) = service.account_from(request)?;
    Ok((account, vault))
}

/// With the password that is in force; another one changes nothing.
pub(super) async fn change_password(
    service: &Service,
    from: &str,
    to: &str,
) -> Result<(), DemoError> {
    let (account, vault) = match vault_key(service, from).await {
        Ok(known) => known,
        Err(DemoError::Keys) => return Ok(()),
        Err(error) => return Err(error),
    };
    let start =
        ClientRegistration::start(&mut OsRng, to.as_bytes()).map_err(|_| DemoError::Keys)?;
    let setup = &service.inner.secrets.opaque;
    let answer = ServerRegistration::start(setup, start.message, account.as_bytes());
    let answer = answer.map_err(|_| DemoError::Keys)?;
    let finish = registered(start.state, to, answer.message).await?;
    let record = ServerRegistration::finish(finish.message).serialize();
    let wrapped = vault.wrap(&finish.export_key, account);
    let mut tx = service.store().begin().await?;
    passwords::change(&mut tx, account, &record, &wrapped).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(())
}

async fn registered(
    state: ClientRegistration,
    password: &str,
    response: RegistrationResponse,
) -> Result<ClientRegistrationFinishResult<Suite>, DemoError> {
    let password = Zeroizing::new(password.to_owned());
    slowly(move || {
        let stretch = key_stretching().map_err(|_| DemoError::Keys)?;
        let how = ClientRegistrationFinishParameters::new(Identifiers::default(), Some(&stretch));
        state
            .finish(&mut OsRng, password.as_bytes(), response, how)
            .map_err(|_| DemoError::Keys)
    })
    .await
}

/// Unwraps the vault key with the password. The first half of a sign-in is enough for that, so no session is
/// made and nobody is alarmed.
pub(super) async fn vault_key(
    service: &Service,
    password: &str,
) -> Result<(Uuid, VaultKey), DemoError> {
    let account = household::account(service).await?;
    let account = account.ok_or(DemoError::Keys)?;
    let password = Zeroizing::new(password.to_owned());
    let start = ClientLogin::start(&mut OsRng, password.as_bytes()).map_err(|_| DemoError::Keys)?;
    let record = service.store().opaque_record_of(account).await?;
    let asked = service.ask_password(account, &record, start.message)?;
    let response = CredentialResponse::exactly(&asked.message.0).ok_or(DemoError::Keys)?;
    let state = start.state;
    let finish = slowly(move || {
        let stretch = key_stretching().map_err(|_| DemoError::Keys)?;
        let how = ClientLoginFinishParameters::new(None, Identifiers::default(), Some(&stretch));
        state
            .finish(&mut OsRng, password.as_bytes(), response, how)
            .map_err(|_| DemoError::Keys)
    })
    .await?;
    let wrapped = service
        .store()
        .wrapped_vault_key(account)
        .await?
        .ok_or(DemoError::Keys)?;
    let vault = VaultKey::unwrap(&wrapped, &finish.export_key, account);
    Ok((account, vault.map_err(|_| DemoError::Keys)?))
}

/// The slow hash leaves the runtime's threads alone.
async fn slowly<T: Send + 'static>(
    hash: impl FnOnce() -> Result<T, DemoError> + Send + 'static,
) -> Result<T, DemoError> {
    tokio::task::spawn_blocking(hash)
        .await
        .map_err(|_| DemoError::Keys)?
}
