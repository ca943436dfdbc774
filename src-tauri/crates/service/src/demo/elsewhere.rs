//! Somebody in another city who knows the password (and the second factor, if there is one). It is a session like any other, except that nobody holds its token: it
//! is listed, it can be ended, and it does nothing.

use porchlight_protocol::account::seal_computer_name;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::sealing::VaultKey;
use rand::RngCore;
use rand::rngs::OsRng;
use uuid::Uuid;

use super::DemoError;
use crate::service::Service;
use crate::store::{NewSession, StoreError, sessions};

pub(super) async fn sign_in(
    service: &Service,
    account: Uuid,
    vault: &VaultKey,
    computer: &str,
    city: &str,
) -> Result<(), DemoError> {
    let (mut index, mut thumbprint) = ([0; 32], [0; 32]);
    OsRng.fill_bytes(&mut index);
    OsRng.fill_bytes(&mut thumbprint);
    let session = NewSession {
        id: Uuid::new_v4(),
        account,
        token_index: index,
        thumbprint: Bytes::encode(&thumbprint),
        proved_at: service.now(),
        now: service.now(),
    };
    let city = Some(city.to_owned());
    let event = service.session_established(account, session.id, city, None, &["pwd"]);
    let store = service.store();
    let mut tx = store.begin().await?;
    sessions::begin(&mut tx, &session, &event).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let name = seal_computer_name(computer, vault, account);
    store.name_computer(session.id, &name.0).await?;
    service.inner.wakes.written();
    Ok(())
}
