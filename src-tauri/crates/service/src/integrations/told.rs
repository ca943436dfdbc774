//! What the owner's computers are told.

use std::collections::BTreeMap;

use porchlight_protocol::event::{
    Events, IntegrationLinked, IntegrationUnlinked, LinkRequested, Subject,
};
use porchlight_protocol::integration::UnlinkCause;
use uuid::Uuid;

use crate::events::By;
use crate::service::Service;
use crate::store::{IntegrationRow, NewEvent};

impl Service {
    pub(super) fn link_requested(&self, account: Uuid, request: Uuid) -> NewEvent {
        let requested = LinkRequested {
            event_timestamp: self.now(),
            request,
        };
        let events = Events {
            link_requested: Some(requested),
            ..Events::default()
        };
        self.event(account, Subject::opaque(account), events, None)
    }

    pub(super) fn integration_linked(&self, row: &IntegrationRow, by: By) -> NewEvent {
        let linked = IntegrationLinked {
            event_timestamp: self.now(),
            integration: row.id,
            client: row.client.name.clone(),
            by_sealed: by.sealed_name,
        };
        let events = Events {
            integration_linked: Some(linked),
            ..Events::default()
        };
        let subject = Subject::opaque(row.account);
        self.event(row.account, subject, events, Some(by.thumbprint))
    }

    pub(super) fn integration_unlinked(
        &self,
        row: &IntegrationRow,
        cause: UnlinkCause,
        reason_user: BTreeMap<String, String>,
        by: Option<By>,
    ) -> NewEvent {
        let (about, by_sealed) =
            by.map_or((None, None), |by| (Some(by.thumbprint), by.sealed_name));
        let unlinked = IntegrationUnlinked {
            event_timestamp: self.now(),
            integration: row.id,
            client: row.client.name.clone(),
            cause,
            reason_user,
            by_sealed,
        };
        let events = Events {
            integration_unlinked: Some(unlinked),
            ..Events::default()
        };
        self.event(row.account, Subject::opaque(row.account), events, about)
    }
}
