//! The pages beside the conversations: hours, earlier conversations, the audit log.

use crate::texts::texts;

texts! {
    CONVERSATIONS "conversations" { "Keskustelut" "Samtal" "Conversations" }
    HOURS "hours" { "Aukioloajat" "Öppettider" "Opening hours" }
    EARLIER "earlier" { "Aiemmat keskustelut" "Tidigare samtal" "Earlier conversations" }
    AUDIT "audit" { "Käyttöloki" "Användningslogg" "Audit log" }
    ACCOUNTS "accounts" { "Käyttäjätilit" "Användarkonton" "Accounts" }
    PAGES "pages" { "Sivut" "Sidor" "Pages" }
    MENU "menu" { "Valikko" "Meny" "Menu" }
    SIGNED_IN_AS "signed_in_as" { "Kirjautunut: {name}" "Inloggad: {name}" "Signed in: {name}" }
    WAIT_COUNT "wait_count" { "1 odottaa | {n} odottaa" "1 väntar | {n} väntar" "1 waiting | {n} waiting" }
    NEW_COUNT "new_count" { "1 uusi viesti | {n} uutta viestiä" "1 nytt meddelande | {n} nya meddelanden" "1 new message | {n} new messages" }
    FOR_STAFF "for_staff" { "Vain henkilöstölle." "Endast för personalen." "For staff only." }
    FORGOTTEN "forgotten" { "Unohtuiko salasana? Pyydä uusi linkki pääkäyttäjältä." "Har du glömt lösenordet? Be huvudanvändaren om en ny länk." "Forgotten your password? Ask an administrator for a new link." }
    LEAVE_EDITED "leave_edited" { "Tällä sivulla on tallentamattomia muutoksia. Ne katoavat, jos lähdet." "På den här sidan finns ändringar som inte har sparats. De försvinner om du går." "This page has changes that are not saved. They are lost if you leave." }
    LEAVE_PAGE "leave_page" { "Lähde tallentamatta" "Gå utan att spara" "Leave without saving" }
    STAY_ON_PAGE "stay_on_page" { "Jää tälle sivulle" "Stanna på sidan" "Stay on this page" }
    PAGE_FETCHING "page_fetching" { "Haetaan tietoja…" "Uppgifterna hämtas…" "Fetching…" }
    PAGE_TROUBLE "page_trouble" { "Tietoja ei saatu. Tarkista yhteys ja yritä uudelleen." "Uppgifterna kunde inte hämtas. Kontrollera förbindelsen och försök igen." "The data could not be fetched. Check the connection and try again." }
    PAGE_AGAIN "page_again" { "Hae uudelleen" "Hämta igen" "Fetch again" }
    ACCOUNTS_ABOUT "accounts_about" { "Olet pääkäyttäjä. Sinulle ei näytetä keskusteluja eikä asukkaiden tietoja." "Du är huvudanvändare. Du ser inga samtal och inga uppgifter om invånare." "You are an administrator. No conversation and nothing about residents is shown to you." }
    ACCOUNTS_HOW "accounts_how" { "Käyttäjätilit tehdään palvelimella komennolla juttu-relay staff." "Användarkonton skapas på servern med kommandot juttu-relay staff." "Accounts are made on the server with the command juttu-relay staff." }
    ACCOUNTS_ADD "accounts_add" { "Uusi tili: komento antaa linkin, josta henkilö asettaa salasanan itse." "Nytt konto: kommandot ger en länk där personen själv väljer sitt lösenord." "A new account: the command gives a link by which the person sets a password." }
    ACCOUNTS_FORGOTTEN "accounts_forgotten" { "Unohtunut salasana: tee henkilölle uusi linkki. Vanhat linkit eivät enää toimi." "Glömt lösenord: gör en ny länk åt personen. Gamla länkar fungerar inte längre." "A forgotten password: make the person a new link. Older links no longer work." }
    ACCOUNTS_COMMANDS "accounts_commands" { "Komennot" "Kommandon" "Commands" }
}
