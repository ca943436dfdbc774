//! What an account is linked to. Addresses, of which one names the account, do not cross.

use porchlight_core::ports::integrations::{
    ClientId, IntegrationId, LinkRequestId, ReleasedCamera,
};
use porchlight_core::view::ConnectionId;

pass_on! {
    approve_link(connection: ConnectionId, request: LinkRequestId, number: u8, cameras: Vec<ReleasedCamera>) -> ();
    dismiss_link_end(connection: ConnectionId) -> ();
    look_at_integrations(connection: ConnectionId) -> ();
    put_integration_aside(connection: ConnectionId, integration: IntegrationId) -> ();
    refuse_link(connection: ConnectionId, request: LinkRequestId) -> ();
    release_cameras(connection: ConnectionId, integration: IntegrationId, cameras: Vec<ReleasedCamera>) -> ();
    start_linking(connection: ConnectionId, client: ClientId) -> ();
    unlink(connection: ConnectionId, integration: IntegrationId) -> ();
}
