//! What is done to a conversation: handing it on, asking a colleague, ending, emptying, blocking.

use crate::texts::texts;

texts! {
    TRANSFER "transfer" { "Siirrä toiselle" "Överför" "Hand over" }
    ASK_COLLEAGUE "ask_colleague" { "Kysy kollegalta" "Fråga en kollega" "Ask a colleague" }
    ANSWER_LATER "answer_later" { "Vastaa myöhemmin" "Svara senare" "Answer later" }
    ACTIONS "actions" { "Toiminnot" "Åtgärder" "Actions" }
    CLOSE_ACT "close_act" { "Sulje" "Stäng" "Close" }
    TAKING_PART "taking_part" { "Mukana: {who}" "Med: {who}" "Taking part: {who}" }
    ASKED "asked" { "Kysytty: {who}" "Tillfrågade: {who}" "Asked: {who}" }
    BEGAN_AT "began_at" { "alkoi {when}" "började {when}" "began {when}" }
    ONLY_STAFF "only_staff" { "Vain henkilöstölle" "Endast för personalen" "Staff only" }
    SEES_THIS "sees_this" { "Asukas {n} näkee tämän" "Invånare {n} ser detta" "Resident {n} sees this" }
    READS_WITH_CODE "reads_with_code" { "Asukas {n} lukee tämän koodilla" "Invånare {n} läser detta med kod" "Resident {n} reads this with a code" }
    SEND_TO_RESIDENT "send_to_resident" { "Lähetä asukkaalle" "Skicka till invånaren" "Send to the resident" }
    NOTE_KEYS "note_keys" { "Enter tekee rivin. Ctrl ja Enter tallentaa." "Enter gör en rad. Ctrl och Enter sparar." "Enter makes a line. Ctrl and Enter save." }
    ANONYMOUS_LIMIT "anonymous_limit" { "Älä kirjoita päätöksistä tai asiakkuudesta." "Skriv inte om beslut eller om klientskap." "Do not write about decisions or about being a client." }
    ANSWER_COLLEAGUE "answer_colleague" { "Vastaa kollegalle" "Svara kollegan" "Answer the colleague" }
    CONSULTED_ONLY "consulted_only" { "Sinulta kysytään neuvoa. Asukas ei näe sinua eikä vastaustasi." "Du tillfrågas. Invånaren ser varken dig eller ditt svar." "You are asked for advice. The resident sees neither you nor your answer." }
    DEPART_CONSULT "depart_consult" { "Lopeta neuvominen" "Sluta ge råd" "Stop advising" }
    DEPART "depart" { "Poistu keskustelusta" "Lämna samtalet" "Leave the conversation" }
    DEPARTING "departing" { "Poistutaan…" "Lämnar…" "Leaving…" }
    QUESTION_TO "question_to" { "Kysymys kollegalle · {name}" "Fråga till kollega · {name}" "Question to a colleague · {name}" }
    ASKS_YOU "asks_you" { "{name} kysyy sinulta" "{name} frågar dig" "{name} asks you" }
    ANSWER_FROM "answer_from" { "Vastaus kysymykseen" "Svar på frågan" "Answer to the question" }
    HANDED_NOTE "handed_note" { "Viesti seuraavalle" "Till den som fortsätter" "For the next one" }
    CONSULT_ENDED "consult_ended" { "{name} ei ole enää kysyttävänä" "{name} tillfrågas inte längre" "{name} is no longer asked" }
    YOU_CONSULT_ENDED "you_consult_ended" { "Sinulta ei enää kysytä neuvoa" "Du tillfrågas inte längre" "You are no longer asked" }
    BLOCKED_UNTIL "blocked_until" { "Lähettäjä estetty {when} asti" "Avsändaren spärrad till {when}" "Sender blocked until {when}" }
    BLOCK_LIFTED "block_lifted" { "Esto poistettu" "Spärren hävd" "Block lifted" }
    TRANSFERRED_TO "transferred_to" { "Siirretty: {name}" "Överfört: {name}" "Handed over: {name}" }
    TRANSFERRED_LEFT "transferred_left" { "Siirretty yhteydenottopyyntönä: {name}" "Överfört som kontaktbegäran: {name}" "Handed over as a contact request: {name}" }
    LEFT_PROMISED "left_promised" { "Vastaus luvattiin myöhemmin" "Svar utlovades senare" "An answer was promised for later" }
    YOU_TRANSFERRED "you_transferred" { "Siirsit keskustelun. Se ei ole enää sinulla." "Du överförde samtalet. Det är inte längre ditt." "You handed the conversation over. It is no longer yours." }
    YOU_PROMISED "you_promised" { "Lupasit vastauksen myöhemmin. Pyyntö odottaa yhteydenottopyynnöissä." "Du lovade svar senare. Begäran väntar bland kontaktbegäranden." "You promised an answer for later. It waits among the contact requests." }
    YOU_LEFT "you_left" { "Poistuit keskustelusta." "Du lämnade samtalet." "You left the conversation." }
    FIND_COLLEAGUE "find_colleague" { "Etsi nimellä" "Sök på namn" "Find by name" }
    WHO "who" { "Kuka" "Vem" "Who" }
    NO_MATCH "no_match" { "Kukaan ei vastaa hakua." "Ingen motsvarar sökningen." "Nobody matches." }
    NOBODY_TO_ASK "nobody_to_ask" { "Ei ketään, jolta kysyä." "Ingen att fråga." "Nobody to ask." }
    IS_PRESENT "is_present" { "paikalla" "på plats" "present" }
    DESK_OPEN "desk_open" { "työpöytä auki" "skrivbordet öppet" "desk open" }
    DESK_SHUT "desk_shut" { "ei kirjautunut" "inte inloggad" "not signed in" }
    HOW_TO_ASK "how_to_ask" { "Miten" "Hur" "How" }
    ASK_QUIETLY "ask_quietly" { "Kysy hiljaa – asukas ei näe" "Fråga i tysthet – invånaren ser inte" "Ask quietly – the resident does not see" }
    BRING_IN "bring_in" { "Tuo mukaan keskusteluun – asukas näkee" "Ta med i samtalet – invånaren ser" "Bring into the conversation – the resident sees" }
    BRING_IN_HINT "bring_in_hint" { "Asukas näkee, että {name} liittyy keskusteluun." "Invånaren ser att {name} ansluter sig till samtalet." "The resident sees that {name} joins the conversation." }
    QUESTION "question" { "Mitä kysyt (vain henkilöstölle)" "Vad du frågar (endast för personalen)" "What you ask (staff only)" }
    ASK "ask" { "Kysy" "Fråga" "Ask" }
    BRING "bring" { "Tuo mukaan" "Ta med" "Bring in" }
    CHOOSE_WHO "choose_who" { "Valitse, keneltä kysyt." "Välj vem du frågar." "Choose whom to ask." }
    TO_WHOM "to_whom" { "Kenelle siirrät" "Till vem du överför" "To whom" }
    CHOOSE_TARGET "choose_target" { "Valitse, kenelle siirrät." "Välj till vem du överför." "Choose to whom it goes." }
    TO_QUEUE "to_queue" { "Palvelun jonoon" "Till en tjänsts kö" "To the queue of a service" }
    TO_REQUESTS "to_requests" { "Palvelun yhteydenottopyyntöihin" "Till en tjänsts kontaktbegäranden" "To the contact requests of a service" }
    TO_COLLEAGUE "to_colleague" { "Kollegalle" "Till en kollega" "To a colleague" }
    OWN_QUEUE "own_queue" { "{name} (takaisin jonoon)" "{name} (tillbaka till kön)" "{name} (back to the queue)" }
    NO_COLLEAGUE_HERE "no_colleague_here" { "Kukaan tämän palvelun kollega ei ole juuri nyt kirjautuneena." "Ingen kollega i denna tjänst är inloggad just nu." "No colleague of this service is signed in just now." }
    NOTE_TO_NEXT "note_to_next" { "Viesti seuraavalle (vain henkilöstölle)" "Till den som fortsätter (endast för personalen)" "For the next one (staff only)" }
    TOLD_QUEUE "told_queue" { "Asukas saa tiedon: keskustelu on siirretty, uusi palvelu on {name}. Hän odottaa jonon kärjessä." "Invånaren får veta att samtalet har överförts till {name} och väntar först i kön." "The resident is told that the conversation was handed to {name}, and waits at the front of its queue." }
    TOLD_REQUESTS "told_requests" { "Asukas saa tiedon: pyyntö on siirretty, uusi palvelu on {name}." "Invånaren får veta att begäran har överförts till {name}." "The resident is told that the request was handed to {name}." }
    TOLD_COLLEAGUE "told_colleague" { "Asukas saa tiedon: {name} jatkaa keskustelua." "Invånaren får veta att {name} fortsätter samtalet." "The resident is told that {name} goes on with the conversation." }
    DO_TRANSFER "do_transfer" { "Siirrä" "Överför" "Hand over" }
    TRANSFERRING "transferring" { "Siirretään…" "Överför…" "Handing over…" }
    LATER_MEANS "later_means" { "Keskustelu muuttuu yhteydenottopyynnöksi. Se poistuu sinulta, ja kuka tahansa palvelusta voi vastata." "Samtalet blir en kontaktbegäran. Det är inte längre ditt, och vem som helst i tjänsten kan svara." "The conversation becomes a contact request. It is no longer yours, and anyone of the service may answer." }
    LATER_TOLD "later_told" { "Asukas saa tiedon, että vastaus tulee myöhemmin, ja palvelun lupauksen siitä, milloin." "Invånaren får veta att svaret kommer senare, och när enligt tjänstens löfte." "The resident is told that the answer comes later, and by when the service promises it." }
    LATER_PROMISED "later_promised" { "Nyt luvattu viimeistään {when}." "Utlovat nu senast {when}." "Now promised by {when}." }
    LATER_NO_WAY "later_no_way" { "Ei tavoitettavissa: asukas ei ole jättänyt koodia eikä yhteystietoja. Pyydä häntä ensin jättämään ne." "Kan inte nås: invånaren har varken lämnat kod eller kontaktuppgifter. Be först om dem." "Cannot be reached: the resident has left no code and no contact details. Ask for them first." }
    LATER_ANYWAY "later_anyway" { "Vastaa myöhemmin silti" "Svara senare ändå" "Answer later all the same" }
    PROMISE_LATER "promise_later" { "Lupaa vastaus myöhemmin" "Lova svar senare" "Promise an answer for later" }
    PROMISING "promising" { "Luvataan…" "Lovar…" "Promising…" }
    END_RESIDENT "end_resident" { "Lopeta keskustelu: asukas {n}" "Avsluta samtalet: invånare {n}" "End the conversation: resident {n}" }
    HOW_IT_WENT "how_it_went" { "Miten asia eteni?" "Hur gick det?" "How did it go?" }
    FROM_RESIDENT "from_resident" { "asukkaalta" "av invånaren" "by the resident" }
    NO_TOPIC "no_topic" { "Ei aihetta" "Inget ämne" "No topic" }
    AGREED "agreed" { "Mitä sovittiin (asukas näkee)" "Vad ni kom överens om (invånaren ser)" "What was agreed (the resident sees)" }
    AGREED_HINT "agreed_hint" { "Ei pakollinen. Tämä jää keskustelun viimeiseksi viestiksi." "Inte obligatoriskt. Detta blir samtalets sista meddelande." "Optional. It stays as the last message of the conversation." }
    GO_ON "go_on" { "Jatka keskustelua" "Fortsätt samtalet" "Go on with the conversation" }
    UNSENT_REPLY "unsent_reply" { "Vastauskentässä on lähettämätöntä tekstiä. Se jää lähettämättä." "I svarsfältet finns text som inte har skickats. Den blir osänd." "The reply field holds text that was not sent. It stays unsent." }
    BLOCK "block" { "Estä lähettäjä" "Spärra avsändaren" "Block the sender" }
    BLOCK_HOW_LONG "block_how_long" { "Kuinka pitkäksi aikaa" "Hur länge" "For how long" }
    BLOCK_MINUTES "block_minutes" { "1 min | {n} min" "1 min | {n} min" "1 min | {n} min" }
    BLOCK_HOURS "block_hours" { "1 tunti | {n} tuntia" "1 timme | {n} timmar" "1 hour | {n} hours" }
    BLOCK_MEANS "block_means" { "Asukas ei voi aloittaa uutta keskustelua tässä palvelussa. Käynnissä olevat jatkuvat." "Invånaren kan inte börja ett nytt samtal i denna tjänst. Det som pågår fortsätter." "The resident can't begin a new conversation in this service. What goes on continues." }
    BLOCK_OTHERS "block_others" { "Esto koskee myös muita saman verkon takana, esimerkiksi kirjastossa tai koulussa. Osoitetta ei tallenneta. Esto poistuu, jos palvelin käynnistyy uudelleen." "Spärren gäller också andra i samma nätverk, till exempel i ett bibliotek eller en skola. Adressen sparas inte. Spärren försvinner om servern startas om." "Others behind the same network are blocked too, for example in a library or a school. The address is not stored. The block is gone when the server restarts." }
    BLOCKING "blocking" { "Estetään…" "Spärrar…" "Blocking…" }
    LIFT_BLOCK "lift_block" { "Poista esto" "Häv spärren" "Lift the block" }
    LIFTING "lifting" { "Poistetaan estoa…" "Häver spärren…" "Lifting the block…" }
    REDACT "redact" { "Poista teksti…" "Ta bort texten…" "Remove the text…" }
    REDACT_ASK "redact_ask" { "Poistetaanko teksti kaikilta näytöiltä ja tallenteesta? Tätä ei voi perua." "Ska texten tas bort från alla skärmar och från lagret? Det kan inte ångras." "Remove the text from every screen and from the store? This can't be undone." }
    REDACT_DO "redact_do" { "Poista teksti" "Ta bort texten" "Remove the text" }
    REDACTING "redacting" { "Poistetaan…" "Tar bort…" "Removing…" }
    MATTER "matter" { "Asia" "Ärende" "Matter" }
    ANSWER_WAY "answer_way" { "Näin vastaus menee perille" "Så når svaret fram" "How the answer gets there" }
    WAY_LIVE "way_live" { "Asukas on chatissa." "Invånaren är i chatten." "The resident is in the chat." }
    WAY_LIVE_ONLY "way_live_only" { "Jos yhteys katkeaa, asukasta ei voi tavoittaa." "Om förbindelsen bryts kan invånaren inte nås." "If the connection breaks, the resident cannot be reached." }
    MAY_CALL_NOT "may_call_not" { "Asukas poistui nopeasti. Yhteystiedoilla ei soiteta." "Invånaren lämnade snabbt. Uppgifterna används inte för att ringa." "The resident left quickly. The details are not for calling." }
    SHOW_ANYWAY "show_anyway" { "Näytä yhteystiedot silti (älä soita)" "Visa uppgifterna ändå (ring inte)" "Show the details all the same (do not call)" }
    TRANSFERS "transfers" { "Siirrot" "Överföringar" "Handed over" }
    CAME_FROM "came_from" { "Tuli palvelusta" "Kom från" "Came from" }
    HANDED_BY "handed_by" { "{name} siirsi {when}" "{name} överförde {when}" "{name} handed it over {when}" }
    LOOKED_UP "looked_up" { "Luet keskustelua sellaisena kuin se oli avatessasi. Et voi vastata tässä." "Du läser samtalet så som det var när du öppnade det. Du kan inte svara här." "You read the conversation as it stood when you opened it. You can't answer here." }
    GIVEN_CONSULTED "given_consulted" { "Sinulta kysytään neuvoa" "Du tillfrågas" "You are asked for advice" }
    GIVEN_JOINED "given_joined" { "Sinut tuotiin mukaan keskusteluun" "Du togs med i samtalet" "You were brought into the conversation" }
    GIVEN_TRANSFERRED "given_transferred" { "Keskustelu siirrettiin sinulle" "Samtalet överfördes till dig" "The conversation was handed to you" }
    NOTE_FROM "note_from" { "Kollega kirjoitti: asukas {n}" "En kollega skrev: invånare {n}" "A colleague wrote: resident {n}" }
    COLLEAGUE_SAYS "colleague_says" { "Vain henkilöstölle. {name}" "Endast för personalen. {name}" "Staff only. {name}" }
    NO_COLLEAGUE "no_colleague" { "Tältä kollegalta ei voi kysyä tai hänelle ei voi siirtää. Valitse toinen." "Den kollegan kan inte tillfrågas eller ta över. Välj någon annan." "That colleague can't be asked or take over. Choose another." }
    COLLEAGUE_AWAY "colleague_away" { "Kollegan työpöytä ei ole auki. Valitse toinen tai kysy hiljaa." "Kollegans skrivbord är inte öppet. Välj någon annan eller fråga i tysthet." "The colleague's desk is not open. Choose another or ask quietly." }
    LAST_AGENT "last_agent" { "Olet ainoa mukana. Siirrä tai lopeta keskustelu." "Du är den enda som är med. Överför eller avsluta samtalet." "You are the only one taking part. Hand the conversation over or end it." }
    REASON_MISSING "reason_missing" { "Kirjoita syy." "Skriv orsaken." "Write the reason." }
    NOTHING_TO_REDACT "nothing_to_redact" { "Teksti on jo poistettu." "Texten har redan tagits bort." "The text is already removed." }
    NO_NETWORK "no_network" { "Lähettäjän verkkoa ei enää tunneta. Estoa ei voi asettaa." "Avsändarens nätverk är inte längre känt. Ingen spärr kan sättas." "The sender's network is no longer known. No block can be set." }
    STALE "stale" { "Joku muu on muuttanut tätä. Lataa uudelleen." "Någon annan har ändrat detta. Läs in på nytt." "Somebody else has changed this. Load it again." }
    HOURS_IMPOSSIBLE "hours_impossible" { "Aukioloaikoja ei voi tallentaa näin. Tarkista merkityt kohdat." "Öppettiderna kan inte sparas så. Kontrollera de markerade ställena." "The hours can't be saved like this. Check the marked places." }
    NOT_ALLOWED "not_allowed" { "Et voi tehdä tätä tässä keskustelussa." "Du kan inte göra detta i det här samtalet." "You can't do this in this conversation." }
}
