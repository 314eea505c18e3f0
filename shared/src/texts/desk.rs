//! The desk's words.

use super::texts;

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
    NONE_MINE "none_mine" { "Ei keskusteluja. Ota odottaja jonosta." "Inga samtal. Ta en som väntar i kön." "No conversations. Take one from the queue." }
    RESIDENT "resident" { "Asukas {n}" "Invånare {n}" "Resident {n}" }
    CHOOSE "choose" { "Valitse keskustelu vasemmalta." "Välj ett samtal till vänster." "Choose a conversation on the left." }
    LOG "log" { "Keskustelu" "Samtal" "Conversation" }
    REPLY_TO "reply_to" { "Vastaa asukkaalle {n}" "Svara invånare {n}" "Reply to resident {n}" }
    SEND "send" { "Lähetä" "Skicka" "Send" }
    NOTE "note" { "Muistiinpano" "Anteckning" "Note" }
    STAFF_ONLY "staff_only" { "vain henkilöstölle" "endast för personalen" "staff only" }
    SAVE_NOTE "save_note" { "Tallenna muistiinpano" "Spara anteckningen" "Save the note" }
    JOINED "joined" { "{name} liittyi keskusteluun" "{name} anslöt sig till samtalet" "{name} joined the conversation" }
    YOU "you" { "Sinä" "Du" "You" }
    RESIDENT_TYPING "resident_typing" { "Asukas kirjoittaa…" "Invånaren skriver…" "The resident is typing…" }
    END "end" { "Päätä keskustelu" "Avsluta samtalet" "End the conversation" }
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
    UNREAD "unread" { "1 lukematon | {n} lukematonta" "1 oläst | {n} olästa" "1 unread | {n} unread" }
    SOMETHING_WRONG "something_wrong" { "Jokin meni vikaan. Lataa sivu uudelleen." "Något gick fel. Ladda om sidan." "Something went wrong. Load the page again." }
    LANGUAGE "language" { "Kieli" "Språk" "Language" }
}
