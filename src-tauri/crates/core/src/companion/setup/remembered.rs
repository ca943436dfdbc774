//! Passwords of networks that the owner wants kept for other cameras: one entry of the keychain, and nowhere else.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::super::requests::Reply;
use super::super::secrets::Order;
use super::super::state::State;
use crate::error::{Failure, FailureCode};
use crate::ports::secret_vault::{LARGEST_ENTRY, SecretSlot, SecretVault};
use crate::secret::{Password, SecretBytes};
use crate::wifi::{RawKey, Ssid, WifiSecret};

/// What can be asked of the entry. Orders are done one after the other, with all others of the keychain.
pub(in crate::companion) enum WifiOrder {
    Forget,
    /// Of this network: it is not its password any more.
    ForgetOne {
        ssid: Ssid,
    },
    Read,
    Remember {
        ssid: Ssid,
        secret: WifiSecret,
    },
}

/// By name. Kept as text in the entry, wiped when dropped. As it is written: never rename anything of it.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::companion) struct Remembered(BTreeMap<String, Entry>);

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Entry {
    /// The key itself, in hexadecimal, and no passphrase.
    raw: bool,
    secret: String,
}

impl Remembered {
    /// Carries an order out. What is remembered then; of [`WifiOrder::Forget`], what was.
    pub(in crate::companion) async fn obey(
        vault: &Arc<dyn SecretVault>,
        order: WifiOrder,
    ) -> Result<Self, Failure> {
        let entry = vault.read(SecretSlot::WifiPasswords).await;
        let entry = entry.map_err(|error| Failure::from(&error))?;
        // What cannot be read is of no use to anybody: it is written over with the next one.
        let mut remembered: Self = entry
            .and_then(|entry| serde_json::from_slice(entry.expose()).ok())
            .unwrap_or_default();
        let changed = match order {
            WifiOrder::Forget => {
                let deleted = vault.delete(SecretSlot::WifiPasswords).await;
                deleted.map_err(|error| Failure::from(&error))?;
                false
            }
            WifiOrder::Read => false,
            WifiOrder::ForgetOne { ssid } => {
                let entry = remembered.0.remove(&hex::encode(ssid.octets()));
                entry.is_some()
            }
            WifiOrder::Remember { ssid, secret } => {
                remembered.put(&ssid, &secret);
                true
            }
        };
        if changed {
            // String keys and plain text: serialising cannot fail.
            let text = SecretBytes::new(serde_json::to_vec(&remembered).unwrap_or_default());
            // Some keychains would keep it, and others would not.
            if text.expose().len() > LARGEST_ENTRY {
                return Err(FailureCode::WifiPasswordsFull.into());
            }
            let written = vault.write(SecretSlot::WifiPasswords, &text).await;
            written.map_err(|error| Failure::from(&error))?;
        }
        Ok(remembered)
    }

    fn put(&mut self, ssid: &Ssid, secret: &WifiSecret) {
        let entry = match secret {
            WifiSecret::None => return,
            WifiSecret::Passphrase(passphrase) => Entry {
                raw: false,
                secret: passphrase.expose().to_owned(),
            },
            WifiSecret::RawKey(key) => Entry {
                raw: true,
                secret: hex::encode(key.expose()),
            },
        };
        self.0.insert(hex::encode(ssid.octets()), entry);
    }

    fn names(&self) -> Vec<Ssid> {
        let octets = self.0.keys().filter_map(|name| hex::decode(name).ok());
        octets.filter_map(|octets| Ssid::new(octets).ok()).collect()
    }

    fn secret(&self, ssid: &Ssid) -> Option<WifiSecret> {
        let entry = self.0.get(&hex::encode(ssid.octets()))?;
        if entry.raw {
            let mut key = [0; 32];
            hex::decode_to_slice(&entry.secret, &mut key).ok()?;
            return Some(WifiSecret::RawKey(RawKey::new(key)));
        }
        WifiSecret::parse(&Password::new(entry.secret.as_str())).ok()
    }
}

/// Where orders go.
pub(super) struct Orders(mpsc::UnboundedSender<Order>);

impl Orders {
    pub(super) async fn remember(&self, ssid: Ssid, secret: WifiSecret) -> Result<(), Failure> {
        let order = WifiOrder::Remember { ssid, secret };
        give(Some(&self.0), order).await.map(drop)
    }
}

impl State {
    pub(super) fn wifi_orders(&self) -> Option<Orders> {
        Some(Orders(self.home.as_ref()?.secrets.orders()))
    }

    /// The names that are remembered.
    pub(super) fn order_wifi(
        &self,
        order: WifiOrder,
    ) -> impl Future<Output = Result<Vec<Ssid>, Failure>> + Send + use<> {
        let orders = self.wifi_orders();
        async move {
            let remembered = give(orders.as_ref().map(|orders| &orders.0), order).await?;
            Ok(remembered.names())
        }
    }

    pub(super) fn order_wifi_secret(
        &self,
        ssid: Ssid,
    ) -> impl Future<Output = Result<WifiSecret, Failure>> + Send + use<> {
        let orders = self.wifi_orders();
        async move {
            let orders = orders.as_ref().map(|orders| &orders.0);
            let remembered = give(orders, WifiOrder::Read).await?;
            let secret = remembered.secret(&ssid);
            secret.ok_or_else(|| FailureCode::WifiNothingSaved.into())
        }
    }

    /// What is remembered of this network would keep cameras out.
    pub(super) fn forget_wifi_password(&self, ssid: Ssid) {
        let forgotten = self.order_wifi(WifiOrder::ForgetOne { ssid });
        tokio::spawn(async move {
            if forgotten.await.is_err() {
                tracing::warn!("an old password of a network is still remembered");
            }
        });
    }

    pub(in crate::companion) async fn forget_wifi_passwords(&mut self, reply: Reply<u32>) {
        let forgotten = self.order_wifi(WifiOrder::Forget);
        tokio::spawn(async move {
            // Whoever asked may be gone.
            let count = |names: Vec<_>| u32::try_from(names.len()).unwrap_or(u32::MAX);
            drop(reply.send(forgotten.await.map(count)));
        });
    }
}

/// The order itself is given at once, so that its place among the others is the one in which the owner acted.
fn give(
    orders: Option<&mpsc::UnboundedSender<Order>>,
    order: WifiOrder,
) -> impl Future<Output = Result<Remembered, Failure>> + Send + use<> {
    let (done, answer) = oneshot::channel();
    let given = orders.is_some_and(|orders| orders.send(Order::Wifi { order, done }).is_ok());
    async move {
        if !given {
            return Err(FailureCode::NotNow.into());
        }
        answer.await.map_err(|_| FailureCode::NotNow)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As owners have it in their keychain: a name in hexadecimal, and what opens it.
    const ENTRY: &str = concat!(
        r#"{"4174746963":{"raw":false,"secret":"correct horse"},"#,
        r#""41747469ff":{"raw":true,"secret":"0707070707070707070707070707070707070707070707070707070707070707"}}"#,
    );

    #[test]
    fn what_owners_have_in_their_keychain_is_read_and_written_as_it_was() {
        let read: Remembered = serde_json::from_str(ENTRY).unwrap();
        let [attic, raw] = read.names().try_into().unwrap();
        assert_eq!(attic.text(), Some("Attic"));
        let mut written = Remembered::default();
        for ssid in [attic, raw] {
            written.put(&ssid, &read.secret(&ssid).unwrap());
        }
        assert_eq!(serde_json::to_string(&written).unwrap(), ENTRY);
    }
}
