//! Signing in at the desk: through the organisation, with a second factor, and what is locked without.

use crate::texts::texts;

texts! {
    THROUGH "through" { "Kirjaudu: {name}" "Logga in: {name}" "Sign in: {name}" }
    OR_PASSWORD "or_password" { "Tai käyttäjätunnuksella" "Eller med användarnamn" "Or with a user name" }
    PASSWORDS_OFF "passwords_off" { "Salasanalla ei voi kirjautua. Kirjaudu organisaatiosi kautta." "Det går inte att logga in med lösenord. Logga in via din organisation." "You cannot sign in with a password. Sign in through your organisation." }
    CODE "code" { "Vahvistuskoodi" "Verifieringskod" "Verification code" }
    CODE_HINT "code_hint" { "Avaa todennussovellus ja kirjoita sen näyttämä koodi. Siinä on kuusi numeroa." "Öppna autentiseringsappen och skriv koden som den visar. Den har sex siffror." "Open your authenticator app and write the code it shows. It has six digits." }
    CODE_MISSING "code_missing" { "Kirjoita koodin kuusi numeroa." "Skriv kodens sex siffror." "Write the six digits of the code." }
    WRONG_SECOND_FACTOR "wrong_second_factor" { "Koodi on väärin tai jo käytetty. Odota seuraavaa koodia ja yritä uudelleen." "Koden är fel eller redan använd. Vänta på nästa kod och försök igen." "The code is wrong or already used. Wait for the next code and try again." }
    LOST_TELEPHONE "lost_telephone" { "Onko puhelin kadonnut tai vaihtunut? Pyydä ylläpitoa poistamaan vanha avain." "Är telefonen borta eller utbytt? Be administratören ta bort den gamla nyckeln." "Is the telephone lost or replaced? Ask the administrator to remove the old key." }
    OTHER_NAME "other_name" { "Vaihda käyttäjätunnus" "Byt användarnamn" "Change the user name" }
    CAME_CANCELLED "came_cancelled" { "Kirjautuminen keskeytettiin. Voit yrittää uudelleen." "Inloggningen avbröts. Du kan försöka igen." "The sign-in was broken off. You can try again." }
    CAME_UNAVAILABLE "came_unavailable" { "Organisaatiosi kirjautuminen ei juuri nyt toimi. Yritä hetken päästä uudelleen." "Din organisations inloggning fungerar inte just nu. Försök igen om en stund." "Your organisation's sign-in is not working just now. Try again in a moment." }
    CAME_NO_GROUP "came_no_group" { "Sinulla ei ole oikeutta työpöytään. Pyydä oikeus ylläpidolta." "Du har ingen behörighet till arbetsbordet. Be administratören om den." "You have no right to use the desk. Ask the administrator for it." }
    CAME_FAILED "came_failed" { "Kirjautuminen ei onnistunut. Yritä uudelleen." "Inloggningen misslyckades. Försök igen." "The sign-in did not succeed. Try again." }
    SIGNED_IN_GO_ON "signed_in_go_on" { "Kirjautuminen onnistui. Siirry työpöydälle." "Inloggningen lyckades. Gå till arbetsbordet." "You are signed in. Go to the desk." }
    TWO_STEP "two_step" { "Kaksivaiheinen kirjautuminen" "Tvåstegsinloggning" "Two-step sign-in" }
    TWO_STEP_WHAT "two_step_what" { "Salasanan lisäksi kysytään koodi, jonka puhelimesi näyttää." "Utöver lösenordet frågas en kod som din telefon visar." "Besides the password you are asked for a code that your telephone shows." }
    TWO_STEP_SCAN "two_step_scan" { "Lue kuva puhelimesi todennussovelluksella, tai kirjoita avain sovellukseen." "Läs bilden med telefonens autentiseringsapp, eller skriv nyckeln i appen." "Scan the picture with your telephone's authenticator app, or type the key into it." }
    TWO_STEP_PICTURE "two_step_picture" { "QR-koodi, jossa on sama avain" "QR-kod med samma nyckel" "QR code with the same key" }
    TWO_STEP_KEY "two_step_key" { "Avain" "Nyckel" "Key" }
    TWO_STEP_APP "two_step_app" { "Avaa tämän laitteen sovelluksessa" "Öppna i den här enhetens app" "Open in this device's app" }
    TWO_STEP_CODE "two_step_code" { "Kirjoita koodi, jonka sovellus nyt näyttää." "Skriv koden som appen visar nu." "Write the code that the app shows now." }
    TWO_STEP_TURN_ON "two_step_turn_on" { "Ota käyttöön" "Ta i bruk" "Turn on" }
    TWO_STEP_TOO_LATE "two_step_too_late" { "Kaksivaiheisen kirjautumisen voi ottaa käyttöön vuorokauden ajan siitä, kun salasana asetettiin linkillä. Pyydä ylläpitoa sallimaan se uudelleen." "Tvåstegsinloggning kan tas i bruk inom ett dygn efter att lösenordet ställdes in med länken. Be administratören tillåta det på nytt." "Two-step sign-in can be turned on within a day after the password was set by the link. Ask the administrator to allow it again." }
    TWO_STEP_IS_ON "two_step_is_on" { "Kaksivaiheinen kirjautuminen on käytössä." "Tvåstegsinloggning är i bruk." "Two-step sign-in is on." }
    TWO_STEP_CLOSE "two_step_close" { "Sulje" "Stäng" "Close" }
    LOCKED "locked" { "Lukossa: {services}." "Låst: {services}." "Locked: {services}." }
    LOCKED_WHY "locked_why" { "Siellä asukkaat tunnistautuvat, eikä pelkkä salasana riitä." "Där identifierar sig invånarna, och enbart lösenord räcker inte." "Residents identify themselves there, and a password alone is not enough." }
    LOCKED_PROVIDER "locked_provider" { "Voit myös kirjautua ulos ja kirjautua organisaatiosi kautta." "Du kan också logga ut och logga in via din organisation." "You can also sign out and sign in through your organisation." }
    LOCKED_SET_UP "locked_set_up" { "Ota käyttöön kaksivaiheinen kirjautuminen" "Ta i bruk tvåstegsinloggning" "Turn on two-step sign-in" }
}
