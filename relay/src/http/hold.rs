//! Holds something until an answer has been taken by its reader.
//!
//! A handler ends when its answer is made, and a reader may take long to read it: whatever bounds
//! how many answers are in memory must last as long as the answer does.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures_util::Stream;
use http_body_util::BodyExt as _;

/// How much of an answer is handed on at a time, in bytes. The next part is asked for when this one
/// is on its way.
const PART_BYTES: usize = 16 * 1024;

/// The answer as it is, with `held` dropped no sooner than its last part is on its way. The body
/// must be whole in memory already, as that of a page or of JSON is.
pub(crate) async fn until_sent<T: Send + Unpin + 'static>(response: Response, held: T) -> Response {
    let (head, body) = response.into_parts();
    let rest = match body.collect().await {
        Ok(whole) => whole.to_bytes(),
        // A body in memory does not fail.
        Err(_) => Bytes::new(),
    };
    Response::from_parts(head, Body::from_stream(Parts { rest, _held: held }))
}

struct Parts<T> {
    rest: Bytes,
    _held: T,
}

impl<T: Unpin> Stream for Parts<T> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(PART_BYTES);
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse as _;
    use std::sync::Arc;

    #[tokio::test]
    async fn what_is_held_lasts_until_the_last_part_is_taken() {
        let held = Arc::new(());
        let whole = "x".repeat(PART_BYTES + 1);
        let response = until_sent(whole.clone().into_response(), Arc::clone(&held)).await;
        let mut body = response.into_body();
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(first.len(), PART_BYTES);
        assert_eq!(Arc::strong_count(&held), 2);
        let rest = body.collect().await.unwrap().to_bytes();
        assert_eq!([first, rest].concat(), whole.as_bytes());
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
