//! The desk's words: here what every screen says, and in a table of their own what is done to a
//! conversation, what calls the agent, identification, and the pages beside the conversations.

pub mod acts;
pub mod alerts;
pub mod identity;
pub mod pages;
pub mod purposes;
pub mod reasons;
pub mod sign_in;

use super::{Text, texts};

/// Every text of the desk.
pub fn all() -> impl Iterator<Item = &'static Text> {
    let tables = [
        ALL,
        acts::ALL,
        alerts::ALL,
        identity::ALL,
        pages::ALL,
        sign_in::ALL,
    ];
    tables.into_iter().flatten()
}

texts! {
    DESK "desk" { "Työpöytä" "Arbetsbord" "Desk" }
    SIGN_IN "sign_in" { "Kirjaudu" "Logga in" "Sign in" }
    SIGN_OUT "sign_out" { "Kirjaudu ulos" "Logga ut" "Sign out" }
    NAME "name" { "Käyttäjätunnus" "Användarnamn" "User name" }
    PASSWORD "password" { "Salasana" "Lösenord" "Password" }
    WRONG_CREDENTIALS "wrong_credentials" { "Käyttäjätunnus tai salasana on väärin." "Användarnamnet eller lösenordet är fel." "The user name or the password is wrong." }
    TOO_MANY_ATTEMPTS "too_many_attempts" { "Liian monta yritystä. Odota hetki ja yritä uudelleen." "För många försök. Vänta en stund och försök igen." "Too many attempts. Wait a moment and try again." }
    SIGNED_OUT "signed_out" { "Kirjautumisesi on päättynyt. Kirjaudu uudelleen." "Din inloggning har upphört. Logga in igen." "Your sign-in has ended. Sign in again." }
    SET_PASSWORD "set_password" { "Aseta salasana" "Välj lösenord" "Set a password" }
    PASSWORD_RULE "password_rule" { "Vähintään {n} merkkiä. Pitkä lause on hyvä." "Minst {n} tecken. En lång mening är bra." "At least {n} characters. A long sentence is good." }
    PASSWORD_SET "password_set" { "Salasana on asetettu. Voit kirjautua." "Lösenordet har valts. Du kan logga in." "The password is set. You can sign in." }
    PASSWORD_LENGTH "password_length" { "Salasana on liian lyhyt tai liian pitkä." "Lösenordet är för kort eller för långt." "The password is too short or too long." }
    LINK_USED "link_used" { "Linkki on jo käytetty tai vanhentunut. Pyydä ylläpidolta uusi." "Länken har redan använts eller är för gammal. Be administratören om en ny." "The link has been used or is too old. Ask the administrator for a new one." }
    PRESENT "present" { "Paikalla" "På plats" "Present" }
    AWAY "away" { "Ei paikalla" "Inte på plats" "Away" }
    AGENTS_PRESENT "agents_present" { "1 paikalla | {n} paikalla" "1 på plats | {n} på plats" "1 present | {n} present" }
    WAITING "waiting" { "Odottaa" "Väntar" "Waiting" }
    NOBODY_WAITS "nobody_waits" { "Kukaan ei odota. Uusi odottaja näkyy tässä heti." "Ingen väntar. En ny person syns här genast." "Nobody is waiting. A new one shows here at once." }
    WAITED_MINUTES "waited_minutes" { "odottanut alle minuutin | odottanut {n} min" "väntat under en minut | väntat {n} min" "waited under a minute | waited {n} min" }
    CLAIM "claim" { "Ota" "Ta" "Take" }
    CLAIM_REFERENCE "claim_reference" { "Ota asukas {n}" "Ta invånare {n}" "Take resident {n}" }
    ALREADY_CLAIMED "already_claimed" { "Toinen ehti ensin. Keskustelu on jo otettu." "Någon annan hann först. Samtalet är redan taget." "Someone else was first. The conversation is already taken." }
    MINE "mine" { "Omat keskustelut" "Mina samtal" "My conversations" }
    MINE_SHORT "mine_short" { "Omat" "Mina" "Mine" }
    NONE_MINE "none_mine" { "Ei keskusteluja. Ota odottaja jonosta." "Inga samtal. Ta en som väntar i kön." "No conversations. Take one from the queue." }
    NONE_MINE_REQUESTS "none_mine_requests" { "Ei keskusteluja. Yhteydenottopyyntöjä on 1. | Ei keskusteluja. Yhteydenottopyyntöjä on {n}." "Inga samtal. Det finns 1 kontaktbegäran. | Inga samtal. Det finns {n} kontaktbegäranden." "No conversations. There is 1 contact request. | No conversations. There are {n} contact requests." }
    NONE_AT_ALL "none_at_all" { "Ei keskusteluja, odottajia eikä yhteydenottopyyntöjä." "Inga samtal, ingen i kön och inga kontaktbegäranden." "No conversations, nobody waiting and no contact requests." }
    MINE_COME_HERE "mine_come_here" { "Otettu keskustelu tulee tähän." "Ett samtal som du tar kommer hit." "A conversation you take comes here." }
    RESIDENT "resident" { "Asukas {n}" "Invånare {n}" "Resident {n}" }
    CHOOSE "choose" { "Valitse keskustelu vasemmalta." "Välj ett samtal till vänster." "Choose a conversation on the left." }
    LOG "log" { "Keskustelu" "Samtal" "Conversation" }
    SEND "send" { "Lähetä" "Skicka" "Send" }
    NOTE "note" { "Muistiinpano" "Anteckning" "Note" }
    STAFF_ONLY "staff_only" { "vain henkilöstölle" "endast för personalen" "staff only" }
    SAVE_NOTE "save_note" { "Tallenna muistiinpano" "Spara anteckningen" "Save the note" }
    JOINED "joined" { "{name} liittyi keskusteluun" "{name} anslöt sig till samtalet" "{name} joined the conversation" }
    YOU "you" { "Sinä" "Du" "You" }
    RESIDENT_TYPING "resident_typing" { "Asukas kirjoittaa…" "Invånaren skriver…" "The resident is typing…" }
    END "end" { "Lopeta keskustelu" "Avsluta samtalet" "End the conversation" }
    OUTCOME "outcome" { "Lopputulos" "Resultat" "Outcome" }
    SOLVED "solved" { "Ratkesi neuvonnassa" "Löstes i rådgivningen" "Solved in guidance" }
    DIRECTED_TO_SOCIAL_CARE "directed_to_social_care" { "Ohjattiin sosiaalihuoltoon" "Hänvisades till socialvården" "Directed to social care" }
    DIRECTED_ELSEWHERE "directed_elsewhere" { "Ohjattiin muualle" "Hänvisades annanstans" "Directed elsewhere" }
    UNFINISHED "unfinished" { "Jäi kesken" "Blev på hälft" "Left unfinished" }
    CANCEL "cancel" { "Peruuta" "Avbryt" "Cancel" }
    ENDED "ended" { "Keskustelu on päättynyt." "Samtalet har avslutats." "The conversation has ended." }
    NOT_SENT "not_sent" { "Viestiä ei voitu lähettää. Yritä uudelleen." "Meddelandet kunde inte skickas. Försök igen." "The message was not sent. Try again." }
    TRY_AGAIN "try_again" { "Yritä uudelleen" "Försök igen" "Try again" }
    SENDING "sending" { "Lähetetään…" "Skickas…" "Sending…" }
    CONNECTION_LOST "connection_lost" { "Yhteys katkesi. Yhdistetään uudelleen…" "Förbindelsen bröts. Ansluter på nytt…" "Connection lost. Reconnecting…" }
    CONNECTED_AGAIN "connected_again" { "Yhteys palautui" "Förbindelsen har återställts" "Connected again" }
    UNREAD "unread" { "1 uusi | {n} uutta" "1 ny | {n} nya" "1 new | {n} new" }
    SOMETHING_WRONG "something_wrong" { "Jokin meni vikaan. Lataa sivu uudelleen." "Något gick fel. Ladda om sidan." "Something went wrong. Load the page again." }
    LANGUAGE "language" { "Kieli" "Språk" "Language" }
    IN_FINNISH "in_finnish" { "Suomeksi" "Suomeksi" "Suomeksi" }
    IN_SWEDISH "in_swedish" { "På svenska" "På svenska" "På svenska" }
    IN_ENGLISH "in_english" { "In English" "In English" "In English" }
    NAME_MISSING "name_missing" { "Kirjoita käyttäjätunnus." "Skriv ditt användarnamn." "Write your user name." }
    PASSWORD_MISSING "password_missing" { "Kirjoita salasana." "Skriv lösenordet." "Write the password." }
    NEW_PASSWORD "new_password" { "Uusi salasana" "Nytt lösenord" "New password" }
    NO_CONNECTION "no_connection" { "Palvelimeen ei saada yhteyttä. Yritä hetken päästä uudelleen." "Servern kan inte nås. Försök igen om en stund." "The server cannot be reached. Try again in a moment." }
    YOUR_PRESENCE "your_presence" { "Oma läsnäolo" "Din närvaro" "Your presence" }
    NOT_PRESENT "not_present" { "Merkitse itsesi paikalle, kun voit vastata." "Markera att du är på plats när du kan svara." "Mark yourself present when you can answer." }
    QUEUE "queue" { "Jono ja omat keskustelut" "Kön och mina samtal" "Queue and my conversations" }
    GO_TO "go_to" { "Siirry" "Gå till" "Go to" }
    CLAIMING "claiming" { "Otetaan…" "Tar…" "Taking…" }
    NEW_WAITING "new_waiting" { "Uusi odottaja: asukas {n}, {service}" "Ny i kön: invånare {n}, {service}" "New in the queue: resident {n}, {service}" }
    BECAME_REQUEST "became_request" { "Odotus muuttui yhteydenottopyynnöksi: asukas {n}, {service}" "Väntan blev en kontaktbegäran: invånare {n}, {service}" "The wait became a contact request: resident {n}, {service}" }
    WENT_AWAY "went_away" { "Asukas {n} on poissa" "Invånare {n} är borta" "Resident {n} is away" }
    MANY_WAITING "many_waiting" { "1 uusi odottaja | {n} uutta odottajaa" "1 ny i kön | {n} nya i kön" "1 new in the queue | {n} new in the queue" }
    MANY_REQUESTS "many_requests" { "1 uusi yhteydenottopyyntö | {n} uutta yhteydenottopyyntöä" "1 ny kontaktbegäran | {n} nya kontaktbegäranden" "1 new contact request | {n} new contact requests" }
    MANY_BECAME_REQUESTS "many_became_requests" { "1 odotus muuttui yhteydenottopyynnöksi | {n} odotusta muuttui yhteydenottopyynnöiksi" "1 väntan blev en kontaktbegäran | {n} som väntade blev kontaktbegäranden" "1 wait became a contact request | {n} waits became contact requests" }
    MANY_AWAY "many_away" { "1 asukas on poissa | {n} asukasta on poissa" "1 invånare är borta | {n} invånare är borta" "1 resident is away | {n} residents are away" }
    MANY_ENDING "many_ending" { "1 keskustelu on päättymässä | {n} keskustelua on päättymässä" "1 samtal håller på att avslutas | {n} samtal håller på att avslutas" "1 conversation is about to end | {n} conversations are about to end" }
    NEW_MESSAGE_FROM "new_message_from" { "Uusi viesti: asukas {n}" "Nytt meddelande: invånare {n}" "New message: resident {n}" }
    NEW_MESSAGES "new_messages" { "1 uusi viesti | {n} uutta viestiä" "1 nytt meddelande | {n} nya meddelanden" "1 new message | {n} new messages" }
    SAYS "says" { "{name}: {text}" "{name}: {text}" "{name}: {text}" }
    AT_TIME "at_time" { "klo {time}" "kl. {time}" "at {time}" }
    COLLEAGUE "colleague" { "Kollega" "Kollega" "Colleague" }
    OPENED "opened" { "Asukas otti yhteyttä" "Invånaren tog kontakt" "The resident got in touch" }
    REDACTED "redacted" { "Teksti on poistettu." "Texten har tagits bort." "The text has been removed." }
    REPLY_HINT "reply_hint" { "Enter lähettää. Vaihto ja Enter tekee rivin." "Enter skickar. Skift och Enter gör en rad." "Enter sends. Shift and Enter make a line." }
    NOTE_HINT "note_hint" { "Asukas {n} ei näe tätä." "Invånare {n} ser inte detta." "Resident {n} does not see this." }
    NOT_SENT_TEXT "not_sent_text" { "Lähettämätön teksti" "Text som inte har skickats" "Text that was not sent" }
    TEXT_EMPTY "text_empty" { "Kirjoita ensin teksti." "Skriv först en text." "Write a text first." }
    TEXT_TOO_LONG "text_too_long" { "Teksti on liian pitkä. Lyhennä sitä {n} merkillä." "Texten är för lång. Förkorta den med {n} tecken." "The text is too long. Shorten it by {n} characters." }
    TOO_MANY_MESSAGES "too_many_messages" { "Lähetit monta viestiä peräkkäin. Odota hetki ja yritä uudelleen." "Du skickade många meddelanden i följd. Vänta en stund och försök igen." "You sent many messages in a row. Wait a moment and try again." }
    NOT_STORED "not_stored" { "Tallennus ei onnistunut. Yritä hetken päästä uudelleen." "Det gick inte att spara. Försök igen om en stund." "It could not be saved. Try again in a moment." }
    WRONG_STATE "wrong_state" { "Keskustelu on jo päättynyt." "Samtalet har redan avslutats." "The conversation has already ended." }
    NOT_YOURS "not_yours" { "Keskustelu ei ole enää sinulla." "Samtalet är inte längre ditt." "The conversation is no longer yours." }
    WROTE_AGAIN "wrote_again" { "Asukas kirjoitti uudelleen. Ota yhteydenottopyyntö, niin voit vastata." "Invånaren skrev igen. Ta kontaktbegäran, så kan du svara." "The resident wrote again. Take the contact request, and you can answer." }
    DETAILS "details" { "Tiedot" "Uppgifter" "Details" }
    REFERENCE "reference" { "Numero" "Nummer" "Number" }
    SERVICE "service" { "Palvelu" "Tjänst" "Service" }
    FINNISH "finnish" { "suomi" "finska" "Finnish" }
    SWEDISH "swedish" { "ruotsi" "svenska" "Swedish" }
    ENGLISH "english" { "englanti" "engelska" "English" }
    STATE "state" { "Tila" "Läge" "State" }
    STATE_WAITING "state_waiting" { "odottaa" "väntar" "waiting" }
    STATE_ACTIVE "state_active" { "käynnissä" "pågår" "under way" }
    STATE_LEFT "state_left" { "vastataan myöhemmin" "besvaras senare" "answered later" }
    STATE_CLOSED "state_closed" { "päättynyt" "avslutat" "ended" }
    OUTCOME_MISSING "outcome_missing" { "Valitse lopputulos." "Välj resultatet." "Choose the outcome." }
    OTHER_OUTCOME "other_outcome" { "Muu" "Annat" "Other" }
    ENDING "ending" { "Lopetetaan…" "Avslutar…" "Ending…" }
    PUT_AWAY "put_away" { "Poista listalta" "Ta bort från listan" "Remove from the list" }
    CLOSE_NOTICE "close_notice" { "Sulje ilmoitus" "Stäng meddelandet" "Close the notice" }
    REQUESTS "requests" { "Yhteydenottopyynnöt" "Kontaktbegäranden" "Contact requests" }
    REQUESTS_SHORT "requests_short" { "Pyynnöt" "Begäranden" "Requests" }
    NO_REQUESTS "no_requests" { "Ei vastattavia pyyntöjä. Uusi pyyntö näkyy tässä heti." "Inga begäranden att besvara. En ny syns här genast." "No requests to answer. A new one shows here at once." }
    REQUEST "request" { "Yhteydenottopyyntö" "Kontaktbegäran" "Contact request" }
    NEW_REQUEST "new_request" { "Uusi yhteydenottopyyntö: asukas {n}, {service}" "Ny kontaktbegäran: invånare {n}, {service}" "New contact request: resident {n}, {service}" }
    ANSWER_BY "answer_by" { "Vastattava viimeistään {when}" "Svara senast {when}" "Answer by {when}" }
    OVERDUE "overdue" { "Myöhässä" "Försenad" "Overdue" }
    NOT_REACHABLE "not_reachable" { "Ei tavoitettavissa" "Kan inte nås" "Cannot be reached" }
    RESIDENT_AWAY "resident_away" { "Poissa" "Borta" "Away" }
    KEEPS_PLACE "keeps_place" { "paikka säilyy" "platsen behålls" "keeps the place" }
    AT_FRONT "at_front" { "Palautettu jonon kärkeen" "Åter först i kön" "Back at the front" }
    WAITS_FOR_ANSWER "waits_for_answer" { "Odottaa alle 1 min | Odottaa {n} min" "Väntar under 1 min | Väntar {n} min" "Waits under 1 min | Waits {n} min" }
    ANSWERED "answered" { "Vastattu" "Besvarat" "Answered" }
    GONE "gone" { "Ei enää sinulla" "Inte längre ditt" "No longer yours" }
    MAYBE_NOT_SENT "maybe_not_sent" { "Tätä ei ehkä lähetetty. Voit kopioida tekstin" "Detta skickades kanske inte. Du kan kopiera texten" "This may not have been sent. You can copy the text" }
    BY_CODE "by_code" { "Asukas lukee vastauksen koodilla." "Invånaren läser svaret med kod." "The resident reads the answer with a code." }
    BY_PHONE "by_phone" { "Soittaminen on turvallista." "Det är tryggt att ringa." "It is safe to call." }
    DO_NOT_CALL "do_not_call" { "Älä soita." "Ring inte." "Do not call." }
    BY_EMAIL "by_email" { "Sähköpostiin lähtee vain tieto, että vastaus odottaa." "Per e-post går bara besked om att ett svar väntar." "The e-mail only says that an answer waits." }
    NO_WAY "no_way" { "Ei tavoitettavissa: asukas ei jättänyt koodia eikä yhteystietoja." "Kan inte nås: invånaren lämnade varken kod eller kontaktuppgifter." "Cannot be reached: the resident left no code and no contact details." }
    SHOW_CONTACT "show_contact" { "Näytä yhteystiedot" "Visa kontaktuppgifterna" "Show contact details" }
    FETCHING "fetching" { "Haetaan…" "Hämtas…" "Fetching…" }
    LOGGED "logged" { "Katselu kirjataan lokiin." "Visningen antecknas i loggen." "Viewing is logged." }
    CONTACT "contact" { "Yhteystiedot" "Kontaktuppgifter" "Contact details" }
    PHONE "phone" { "Puhelin" "Telefon" "Phone" }
    EMAIL "email" { "Sähköposti" "E-post" "E-mail" }
    NO_CONTACT "no_contact" { "Yhteystietoja ei ole." "Det finns inga kontaktuppgifter." "There are no contact details." }
    GENERAL_ONLY "general_only" { "Nimetön: vain yleistä neuvontaa." "Anonym: endast allmän rådgivning." "Anonymous: general guidance only." }
    REQUEST_HINT "request_hint" { "Enter tekee rivin. Ctrl ja Enter lähettää." "Enter gör en rad. Ctrl och Enter skickar." "Enter makes a line. Ctrl and Enter send." }
    ENDS_SOON "ends_soon" { "Keskustelu päättyy alle minuutin kuluttua, jos kumpikaan ei kirjoita. | Keskustelu päättyy {n} min kuluttua, jos kumpikaan ei kirjoita." "Samtalet avslutas inom en minut, om ingen av er skriver. | Samtalet avslutas om {n} min, om ingen av er skriver." "The conversation ends in under a minute, unless one of you writes. | The conversation ends in {n} min, unless one of you writes." }
    ENDS_SHORT "ends_short" { "päättyy alle minuutissa | päättyy {n} min kuluttua" "avslutas inom en minut | avslutas om {n} min" "ends in under a minute | ends in {n} min" }
    ENDED_BY_SILENCE "ended_by_silence" { "Keskustelu päättyi, koska kumpikaan ei kirjoittanut." "Samtalet avslutades, eftersom ingen skrev." "The conversation ended because nothing was said." }
    ENDED_BY_RESIDENT "ended_by_resident" { "Asukas päätti keskustelun." "Invånaren avslutade samtalet." "The resident ended the conversation." }
    DEPARTED "departed" { "{name} poistui keskustelusta" "{name} lämnade samtalet" "{name} left the conversation" }
    YOU_DEPARTED "you_departed" { "Et ole enää keskustelussa" "Du är inte längre med i samtalet" "You are no longer in the conversation" }
    REQUEUED "requeued" { "Keskustelu palasi jonon kärkeen" "Samtalet gick tillbaka först i kön" "The conversation went back to the front of the queue" }
    LEFT_CHOSEN "left_chosen" { "Asukas jätti yhteydenottopyynnön" "Invånaren lämnade en kontaktbegäran" "The resident left a contact request" }
    LEFT_AWAY "left_away" { "Asukas oli pitkään poissa. Tästä tuli yhteydenottopyyntö" "Invånaren var borta länge. Detta blev en kontaktbegäran" "The resident was away for long. This became a contact request" }
    LEFT_CLOSING_TIME "left_closing_time" { "Palvelu sulkeutui. Tästä tuli yhteydenottopyyntö" "Tjänsten stängde. Detta blev en kontaktbegäran" "The service closed. This became a contact request" }
    LEFT_WROTE_AGAIN "left_wrote_again" { "Asukas kirjoitti uudelleen. Tästä tuli yhteydenottopyyntö" "Invånaren skrev igen. Detta blev en kontaktbegäran" "The resident wrote again. This became a contact request" }
    LEFT_AGENT_GONE "left_agent_gone" { "Vastaajan yhteys katkesi. Pyyntö odottaa uutta vastaajaa" "Förbindelsen till den som svarade bröts. Begäran väntar på någon annan" "The connection of the one who answered was lost. The request waits for someone else" }
    LEFT_OTHER "left_other" { "Tästä tuli yhteydenottopyyntö" "Detta blev en kontaktbegäran" "This became a contact request" }
    PROMISED "promised" { "Vastaus luvattu viimeistään {when}" "Svar utlovat senast {when}" "Answer promised by {when}" }
    TAKEN_NOT_PRESENT "taken_not_present" { "Otit keskustelun, mutta et ole paikalla: {service}." "Du tog samtalet, men är inte på plats: {service}." "You took the conversation, but are not present: {service}." }
    MARK_PRESENT "mark_present" { "Merkitse paikalle" "Markera på plats" "Mark as present" }
    SIGN_OUT_LOSES "sign_out_loses" { "Lähettämätöntä tekstiä: {who}. Se katoaa, kun kirjaudut ulos." "Text som inte har skickats: {who}. Den försvinner när du loggar ut." "Text that was not sent: {who}. It is lost when you sign out." }
    SIGN_OUT_LIVE "sign_out_live" { "Sinulla on 1 keskustelu kesken. Jos kirjaudut ulos, asukas palaa jonon alkuun. | Sinulla on {n} keskustelua kesken. Jos kirjaudut ulos, asukkaat palaavat jonon alkuun." "Du har 1 pågående samtal. Om du loggar ut går invånaren tillbaka först i kön. | Du har {n} pågående samtal. Om du loggar ut går invånarna tillbaka först i kön." "You have 1 conversation under way. If you sign out, the resident goes back to the front of the queue. | You have {n} conversations under way. If you sign out, the residents go back to the front of the queue." }
    SIGN_OUT_ANYWAY "sign_out_anyway" { "Kirjaudu ulos silti" "Logga ut ändå" "Sign out anyway" }
    STAY "stay" { "Jää työpöydälle" "Stanna kvar" "Stay" }
    TOPIC "topic" { "Aihe" "Ämne" "Topic" }
    CONCERNS "concerns" { "Kenen asia" "Vems ärende" "Whose matter" }
    CONCERNS_ONESELF "concerns_oneself" { "oma" "eget" "their own" }
    CONCERNS_SOMEONE_CLOSE "concerns_someone_close" { "läheisen" "en närståendes" "someone close to them" }
    CONCERNS_CLIENT "concerns_client" { "asiakkaan" "en klients" "a client" }
    AREA "area" { "Alue" "Område" "Area" }
    EXITED "exited" { "Asukas poistui sivulta nopeasti. Älä soita." "Invånaren lämnade sidan snabbt. Ring inte." "The resident left the page quickly. Do not call." }
}
