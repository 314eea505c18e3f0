//! A contact request: the message, how to answer it (with a code first), and the topic. Each choice
//! opens its own fields and nothing else. From the queue what was written there is the message, and
//! only how to answer is asked; one who was left takes a code in the same way. Native radio buttons
//! in groups with a legend; an error stands beside its field, the first of which takes focus.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::chat::{Chat, Reach};
use crate::view::choices::choices;
use crate::view::sheet::{El, Sheet, el, p, set_text, title};
use crate::view::{field, guide, identify};

/// The form.
pub(crate) fn request(sheet: &mut Sheet, at: El) -> El {
    let chat = sheet.chat;
    let form = sheet.form(|chat, event| {
        event.prevent_default();
        chat.leave();
    });
    let promise = p("", &chat.fact("answer_by")).part("answer-by");
    let kept = p("", &sheet.word(w::IS_KEPT));
    let kept = sheet.hide(kept, |chat| chat.is_new());
    let label = el("label", "label").set("for", "field");
    let message = el("div", "asked")
        .add(label.say(&sheet.word(w::MESSAGE)))
        .add(p("hint", &sheet.word(w::NO_IDENTITY_CODE)).set("id", "hint"))
        .add(field::message(sheet, "request-field", "4", "hint"));
    let message = sheet.hide(message, |chat| !chat.see(|shown| shown.asks_text));
    let refused = field::error(sheet, "request");
    let choices = choices(sheet);
    let choices = sheet.hide(choices, |chat| !chat.is_new());
    let heading = sheet.text(title(), |chat| {
        chat.word(match chat.is_left() {
            true => w::GET_CODE,
            false => w::LEAVE_MESSAGE,
        })
    });
    let pane = el("div", "pane form")
        .add(sheet.back())
        .add(heading)
        .add(promise)
        .add(kept)
        .add(identify::offer(sheet))
        .add(message)
        .add(ways(sheet))
        .add(by_phone(sheet))
        .add(by_email(sheet))
        .add(choices)
        .add(guide::links(chat))
        .add(refused);
    let send = sheet.submit("send-request", |chat| {
        let is_under_way = chat.see(|shown| shown.is_starting);
        chat.word(match (is_under_way, chat.is_left()) {
            (true, _) => w::SENDING,
            (false, true) => w::GET_CODE,
            (false, false) => w::SEND,
        })
    });
    at.add(form.add(pane).add(el("div", "foot").add(send)))
}

/// How to answer.
fn ways(sheet: &mut Sheet) -> El {
    let reach = sheet.chat.see(|shown| shown.reach);
    let code = pick(
        sheet,
        "reach-code",
        w::BY_CODE,
        Some(w::BY_CODE_HINT),
        reach == Reach::Code,
    );
    let phone = pick(
        sheet,
        "reach-phone",
        w::BY_PHONE,
        None,
        reach == Reach::Phone,
    );
    let by_email = sheet.chat.thing("tells_by_email").is_truthy();
    let email = by_email.then(|| {
        pick(
            sheet,
            "reach-email",
            w::BY_EMAIL,
            Some(w::BY_EMAIL_HINT),
            reach == Reach::Email,
        )
    });
    let code = sheet.keep(code, without_code);
    let email = email.map(|email| sheet.keep(email, without_code));
    group(sheet, w::HOW_TO_ANSWER)
        .add(code)
        .add(phone)
        .add(email)
}

/// A number, and whether it is safe to call it.
fn by_phone(sheet: &mut Sheet) -> El {
    let number = field::line(sheet, "phone", w::PHONE, None);
    let is_safe = sheet.chat.is_safe();
    let yes = pick(sheet, "safe-yes", w::SAFE_YES, None, is_safe == Some(true));
    let no = pick(sheet, "safe-no", w::SAFE_NO, None, is_safe == Some(false));
    let safe = group(sheet, w::IS_IT_SAFE)
        .set("id", "safe")
        .set("tabindex", "-1");
    let safe = safe.add(yes).add(no).add(field::error(sheet, "safe"));
    let safe = sheet.keep(safe, field::objects);
    let all = el("div", "form").add(number).add(safe);
    sheet.hide(all, |chat| chat.see(|shown| shown.reach != Reach::Phone))
}

/// An e-mail address.
fn by_email(sheet: &mut Sheet) -> El {
    let address = field::line(sheet, "email", w::EMAIL, None);
    sheet.hide(address, |chat| {
        chat.see(|shown| shown.reach != Reach::Email)
    })
}

/// A group of choices.
fn group(sheet: &Sheet, words: Key) -> El {
    let legend = el("legend", "label").say(&sheet.word(words));
    el("fieldset", "").add(legend)
}

/// A choice; its id is its part, and names its group by its beginning.
fn pick(sheet: &mut Sheet, id: &str, words: Key, hint: Option<Key>, is_chosen: bool) -> El {
    let group = id.split('-').next().unwrap_or_default();
    let input = el("input", "")
        .set("type", "radio")
        .set("id", id)
        .part(id)
        .set("name", group);
    input
        .0
        .unchecked_ref::<HtmlInputElement>()
        .set_checked(is_chosen);
    let input = sheet.on(input, "change", |chat, event| {
        choose(chat, &field::target(event).id())
    });
    let words = el("span", "").say(&sheet.word(words));
    let hint = hint.map(|hint| el("span", "hint").say(&sheet.word(hint)));
    el("label", "pick")
        .set("for", id)
        .add(input)
        .add(words.add(hint))
}

/// Of one who is identified nothing is said of a code.
fn without_code(chat: Chat, way: &Element) {
    if let (true, Some(words)) = (
        chat.see(|shown| shown.is_identified),
        way.last_element_child(),
    ) {
        let is_email = way.get_attribute("for").as_deref() == Some("reach-email");
        let key = if is_email {
            w::BY_EMAIL
        } else {
            w::HERE_IDENTIFIED
        };
        set_text(&words, &chat.word(key));
    }
}

fn choose(chat: Chat, id: &str) {
    match id {
        "reach-code" => chat.reach_by(Reach::Code),
        "reach-phone" => chat.reach_by(Reach::Phone),
        "reach-email" => chat.reach_by(Reach::Email),
        _ => chat.say_safe(id == "safe-yes"),
    }
}
