//! What windows see of integrations, and what the checklist is made from.

use super::Linking;
use crate::cameras::CameraId;
use crate::checkup::IntegrationFacts;
use crate::companion::state::{Connection, State};
use crate::ports::integrations::{
    Integration, IntegrationId, Integrations, LinkRequest, ReleasedCamera, UnlinkCause, Unlinked,
};
use crate::view::integrations::{IntegrationView, IntegrationsView, LinkRequestView, UnlinkedView};

impl State {
    pub(in super::super) fn integration_views(&self) -> Vec<IntegrationsView> {
        self.connections
            .iter()
            .filter_map(|connection| self.integrations_view(connection))
            .collect()
    }

    fn integrations_view(&self, connection: &Connection) -> Option<IntegrationsView> {
        connection.links()?;
        let id = connection.kept.id;
        let linking = &connection.linking;
        let told = linking.told.as_ref();
        let requests = told.map_or(&[] as &[_], |told| &told.requests);
        let there = |camera: &CameraId| self.is_there(id, camera);
        Some(IntegrationsView {
            connection: id,
            told: told.is_some(),
            integrations: connection.integration_views(),
            clients: told.map_or_else(Vec::new, |told| told.clients.clone()),
            requests: requests
                .iter()
                .map(|request| linking.request_view(request, there))
                .collect(),
            ended: linking.ended.clone(),
        })
    }
}

impl Connection {
    fn links(&self) -> Option<()> {
        let provider = self.provider.as_ref()?;
        provider.integrations().map(drop)
    }

    /// How many browser pages wait for the owner.
    pub(in super::super) fn link_requests(&self) -> u32 {
        let requests = self
            .linking
            .told
            .as_ref()
            .map_or(0, |told| told.requests.len());
        u32::try_from(requests).unwrap_or(u32::MAX)
    }

    /// `None`: nothing can be linked at this place.
    pub(in super::super) fn integration_facts(&self) -> Option<IntegrationFacts> {
        self.links()?;
        let count = |counts: fn(&IntegrationView) -> bool| {
            let views = self.integration_views();
            let number = views.iter().filter(|view| counts(view)).count();
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        Some(match self.linking.told {
            Some(_) => IntegrationFacts::Told {
                linked: count(|view| view.unlinked.is_none()),
                unlinked: count(|view| view.unlinked.as_ref().is_some_and(|gone| gone.asks)),
            },
            None => IntegrationFacts::Unknown,
        })
    }

    /// What an incident unlinked and what is neither linked again nor put aside, by name. `None`: the service has not said.
    pub(in super::super) fn waiting_to_be_linked(&self) -> Option<Vec<String>> {
        self.linking.told.as_ref()?;
        let asks = |view: &IntegrationView| view.unlinked.as_ref().is_some_and(|gone| gone.asks);
        let waiting = self.integration_views().into_iter().filter(asks);
        Some(waiting.map(|view| view.client.name).collect())
    }

    /// What was unlinked is shown once per client, and not at all when the client was linked again since.
    fn integration_views(&self) -> Vec<IntegrationView> {
        let Some(told) = &self.linking.told else {
            return Vec::new();
        };
        let mut views: Vec<_> = told
            .integrations
            .iter()
            .filter(|one| told.last_word_on(one))
            .map(|one| view(one, &self.kept.put_aside))
            .collect();
        views.sort_by_key(|view| match &view.unlinked {
            Some(gone) if gone.asks => 0,
            None => 1,
            Some(_) => 2,
        });
        views
    }
}

impl Integrations {
    fn last_word_on(&self, one: &Integration) -> bool {
        let Some(unlinked) = &one.unlinked else {
            return true;
        };
        !self.integrations.iter().any(|other| {
            let same = other.client.id == one.client.id && other.id != one.id;
            let newer = match &other.unlinked {
                None => other.linked_at >= unlinked.at,
                Some(later) => (later.at, other.linked_at) > (unlinked.at, one.linked_at),
            };
            same && newer
        })
    }
}

impl Linking {
    fn request_view(
        &self,
        request: &LinkRequest,
        there: impl Fn(&CameraId) -> bool,
    ) -> LinkRequestView {
        let chosen = self
            .chosen
            .as_ref()
            .filter(|chosen| chosen.approval.request == request.id);
        LinkRequestView {
            id: request.id.clone(),
            client: request.client.clone(),
            numbers: request.numbers.clone(),
            expires_at: request.expires_at,
            begun_here: request.begun_here,
            tries_left: self.tries_left.get(&request.id).copied(),
            chosen: chosen.map(|chosen| chosen.approval.number),
            remembered: self.remembered(request, there),
        }
    }

    fn remembered(
        &self,
        request: &LinkRequest,
        there: impl Fn(&CameraId) -> bool,
    ) -> Vec<ReleasedCamera> {
        let same = |one: &&Integration| one.client.id == request.client.id;
        let last = self
            .told
            .iter()
            .flat_map(|told| &told.integrations)
            .filter(same)
            .max_by_key(|one| one.linked_at);
        last.map_or_else(Vec::new, |one| {
            let cameras = one.cameras.iter();
            cameras
                .filter(|released| there(&released.camera))
                .cloned()
                .collect()
        })
    }
}

fn view(one: &Integration, put_aside: &[IntegrationId]) -> IntegrationView {
    let unlinked = one
        .unlinked
        .as_ref()
        .map(|Unlinked { at, cause, message }| {
            let for_safety = match cause {
                UnlinkCause::Incident | UnlinkCause::TokenReused => true,
                UnlinkCause::Client | UnlinkCause::Owner => false,
            };
            UnlinkedView {
                at: *at,
                cause: *cause,
                message: message.clone(),
                asks: for_safety && !put_aside.contains(&one.id),
            }
        });
    IntegrationView {
        id: one.id.clone(),
        client: one.client.clone(),
        linked_at: one.linked_at,
        last_used: one.last_used,
        cameras: one.cameras.clone(),
        unlinked,
    }
}
