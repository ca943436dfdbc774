//! JSON that is written as it is read: whoever is slow to take an answer, or takes none of it, has it wait in the database and not in
//! memory.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};

use crate::store::StoreError;

/// Bytes that are handed on at once; of a longer piece the rest waits.
const PIECE: usize = 8 * 1024;

/// Each part follows on the one before. An error breaks the answer off, so that nobody takes half of it for all.
pub(super) fn json(
    parts: impl Stream<Item = Result<Vec<u8>, StoreError>> + Send + 'static,
) -> Response {
    let pieces = parts
        .map_ok(|part| stream::iter(pieces(part).map(Ok::<_, StoreError>)))
        .try_flatten();
    let pieces = pieces.inspect(|piece| {
        if let Err(error) = piece {
            tracing::error!(%error, "an answer breaks off: the store did not answer");
        }
    });
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], Body::from_stream(pieces)).into_response()
}

fn pieces(part: Vec<u8>) -> impl Iterator<Item = Bytes> {
    let mut rest = Bytes::from(part);
    std::iter::from_fn(move || {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some(piece)
    })
}
