//! The canned replies of the agent's services.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::desk::{Replies, Reply, ReplyText};

use super::{Staff, refused};
use crate::app::App;
use crate::config::{CannedReply, Service, in_language};

/// `GET /desk/api/replies`
pub(super) async fn read(State(app): State<Arc<App>>, Staff(agent): Staff) -> Response {
    if !agent.role.answers() {
        return refused(&app, Refusal::NotAllowed);
    }
    let services = app.services.all();
    let own = services.filter(|service| agent.services.contains(&service.id));
    let replies = own.flat_map(|service| {
        let replies = service.replies.iter();
        replies.map(|it| reply(&service, it)).collect::<Vec<_>>()
    });
    let replies = replies.collect();
    Json(Replies { replies }).into_response()
}

fn reply(service: &Service, reply: &CannedReply) -> Reply {
    let text = |language: &Language| ReplyText {
        title: in_language(&reply.titles, *language).to_owned(),
        text: reply.text_of(service, *language),
    };
    let languages = service.languages.iter();
    Reply {
        service: service.id.clone(),
        id: reply.id.clone(),
        ending: reply.ending,
        texts: languages
            .map(|language| (language.tag().to_owned(), text(language)))
            .collect(),
    }
}
