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
    ACCOUNTS_LOST_TELEPHONE "accounts_lost_telephone" { "Kadonnut tai vaihtunut puhelin: varmista, kuka pyytää, ja poista vanha avain. Henkilö ottaa kaksivaiheisen kirjautumisen uudelleen käyttöön vuorokauden kuluessa." "Förlorad eller ny telefon: kontrollera vem som ber och ta bort den gamla nyckeln. Personen tar tvåstegsinloggningen i bruk på nytt inom ett dygn." "A lost or new telephone: make sure who asks, and remove the old key. The person sets up two-step sign-in again within a day." }
    ACCOUNTS_COMMANDS "accounts_commands" { "Komennot" "Kommandon" "Commands" }
    DAY_MONDAY "day_monday" { "maanantai" "måndag" "Monday" }
    DAY_TUESDAY "day_tuesday" { "tiistai" "tisdag" "Tuesday" }
    DAY_WEDNESDAY "day_wednesday" { "keskiviikko" "onsdag" "Wednesday" }
    DAY_THURSDAY "day_thursday" { "torstai" "torsdag" "Thursday" }
    DAY_FRIDAY "day_friday" { "perjantai" "fredag" "Friday" }
    DAY_SATURDAY "day_saturday" { "lauantai" "lördag" "Saturday" }
    DAY_SUNDAY "day_sunday" { "sunnuntai" "söndag" "Sunday" }
    AND "and" { "ja" "och" "and" }
    HOURS_SERVICE "hours_service" { "Palvelu" "Tjänst" "Service" }
    HOURS_READ_ONLY "hours_read_only" { "Vain esihenkilö voi muuttaa aikoja." "Bara en chef kan ändra tiderna." "Only a supervisor can change the hours." }
    HOURS_WEEK "hours_week" { "Joka viikko" "Varje vecka" "Every week" }
    HOURS_STARTS "hours_starts" { "{day}, {n}. aika alkaa" "{day}, tid {n} börjar" "{day}, time {n} starts" }
    HOURS_ENDS "hours_ends" { "{day}, {n}. aika päättyy" "{day}, tid {n} slutar" "{day}, time {n} ends" }
    HOURS_REMOVE_SPAN "hours_remove_span" { "Poista {day}, {n}. aika" "Ta bort {day}, tid {n}" "Remove {day}, time {n}" }
    HOURS_ADD "hours_add" { "Lisää aika" "Lägg till en tid" "Add a time" }
    HOURS_ADD_TO "hours_add_to" { "Lisää aika, {day}" "Lägg till en tid, {day}" "Add a time, {day}" }
    HOURS_CLOSED "hours_closed" { "Suljettu" "Stängt" "Closed" }
    HOURS_CHAT_READS "hours_chat_reads" { "Chatissa lukee: {hours}." "I chatten står: {hours}." "The chat says: {hours}." }
    HOURS_CHAT_NEVER "hours_chat_never" { "Chat ei ole auki yhtenäkään viikonpäivänä." "Chatten är inte öppen någon veckodag." "The chat is not open on any day of the week." }
    HOURS_UNSAVED "hours_unsaved" { "Tallentamatta: {what}." "Inte sparat: {what}." "Not saved: {what}." }
    HOURS_UNDO "hours_undo" { "Peru muutokset" "Ångra ändringarna" "Undo the changes" }
    HOURS_SAVE "hours_save" { "Tallenna ajat" "Spara tiderna" "Save the hours" }
    HOURS_SAVING "hours_saving" { "Tallennetaan…" "Sparas…" "Saving…" }
    HOURS_KEPT "hours_kept" { "Ajat on tallennettu. Chat noudattaa niitä heti." "Tiderna har sparats. Chatten följer dem genast." "The hours are saved. The chat follows them at once." }
    HOURS_NOT_KEPT "hours_not_kept" { "Aikoja ei tallennettu. Yritä uudelleen." "Tiderna sparades inte. Försök igen." "The hours were not saved. Try again." }
    HOURS_TO_CORRECT "hours_to_correct" { "Aikoja ei voi vielä tallentaa. Korjaa nämä:" "Tiderna kan inte sparas än. Rätta dessa:" "The hours cannot be saved yet. Correct these:" }
    HOURS_STALE "hours_stale" { "{name} muutti aikoja {when}. Omat muutoksesi ovat vielä tässä." "{name} ändrade tiderna {when}. Dina egna ändringar finns kvar här." "{name} changed the hours {when}. Your own changes are still here." }
    HOURS_STALE_UNKNOWN "hours_stale_unknown" { "Joku muu muutti aikoja. Omat muutoksesi ovat vielä tässä." "Någon annan ändrade tiderna. Dina egna ändringar finns kvar här." "Somebody else changed the hours. Your own changes are still here." }
    HOURS_TAKE_THEIRS "hours_take_theirs" { "Näytä uudet ajat, hylkää omani" "Visa de nya tiderna, släng mina" "Show the new hours, drop mine" }
    HOURS_PUT_ONTO "hours_put_onto" { "Lisää muutokseni uusiin aikoihin" "Lägg mina ändringar till de nya tiderna" "Put my changes onto the new hours" }
    HOURS_WAITING "hours_waiting" { "Suljet tänään, ja 1 odottaa jonossa. Ota hänet pian: lyhyen ajan jälkeen hänestä tulee yhteydenottopyyntö. | Suljet tänään, ja {n} odottaa jonossa. Ota heidät pian: lyhyen ajan jälkeen heistä tulee yhteydenottopyyntöjä." "Du stänger i dag och 1 väntar i kön. Ta personen snart: efter en kort tid blir det en kontaktbegäran. | Du stänger i dag och {n} väntar i kön. Ta dem snart: efter en kort tid blir de kontaktbegäranden." "You close today, and 1 is waiting. Take them soon: after a short time it becomes a contact request. | You close today, and {n} are waiting. Take them soon: after a short time they become contact requests." }
    HOURS_PROMISES "hours_promises" { "Suljettavalle päivälle on luvattu 1 vastaus. Lupaus ei siirry. | Suljettaville päiville on luvattu {n} vastausta. Lupaukset eivät siirry." "1 svar har utlovats till en dag som stängs. Löftet flyttas inte. | {n} svar har utlovats till dagar som stängs. Löftena flyttas inte." "1 answer is promised for a day that closes. The promise does not move. | {n} answers are promised for days that close. The promises do not move." }
    HOURS_WEEKS "hours_weeks" { "Tulevat {n} viikkoa" "De kommande {n} veckorna" "The coming {n} weeks" }
    HOURS_WEEKS_HINT "hours_weeks_hint" { "Paina päivää, kun haluat tehdä poikkeuksen. Syy näkyy asukkaille." "Tryck på en dag för att göra ett undantag. Invånarna ser orsaken." "Press a day to make an exception. Residents see the reason." }
    HOURS_MORE_WEEKS "hours_more_weeks" { "Näytä 8 viikkoa" "Visa 8 veckor" "Show 8 weeks" }
    HOURS_FEWER_WEEKS "hours_fewer_weeks" { "Näytä 4 viikkoa" "Visa 4 veckor" "Show 4 weeks" }
    HOURS_CAPTION "hours_caption" { "Aukiolot {from}–{until}" "Öppettider {from}–{until}" "Opening hours {from}–{until}" }
    HOURS_TODAY "hours_today" { "Tänään" "I dag" "Today" }
    HOURS_CHANGES "hours_changes" { "Muuttuu" "Ändras" "Changes" }
    HOURS_EXCEPTIONS "hours_exceptions" { "Poikkeukset" "Undantag" "Exceptions" }
    HOURS_NO_EXCEPTIONS "hours_no_exceptions" { "Ei tulevia poikkeuksia." "Inga kommande undantag." "No exceptions ahead." }
    HOURS_ADD_EXCEPTION "hours_add_exception" { "Lisää poikkeus" "Lägg till ett undantag" "Add an exception" }
    HOURS_CHANGE "hours_change" { "Muuta" "Ändra" "Change" }
    HOURS_REMOVE "hours_remove" { "Poista" "Ta bort" "Remove" }
    HOURS_CHANGE_THAT "hours_change_that" { "Muuta {what}" "Ändra {what}" "Change {what}" }
    HOURS_REMOVE_THAT "hours_remove_that" { "Poista {what}" "Ta bort {what}" "Remove {what}" }
    HOURS_CLOSE_TOMORROW "hours_close_tomorrow" { "Sulje huomenna {day}" "Stäng i morgon {day}" "Close tomorrow {day}" }
    HOURS_CLOSE_HINT "hours_close_hint" { "Miksi suljetaan? Tallentuu heti, ja asukkaat näkevät syyn." "Varför stängs det? Sparas genast, och invånarna ser orsaken." "Why does it close? It is saved at once, and residents see the reason." }
    HOURS_CLOSE_WHY "hours_close_why" { "Valitse syy." "Välj orsak." "Choose the reason." }
    HOURS_CLOSE_SAVE "hours_close_save" { "Sulje huomenna ja tallenna" "Stäng i morgon och spara" "Close tomorrow and save" }
    HOURS_NEW_EXCEPTION "hours_new_exception" { "Uusi poikkeus" "Nytt undantag" "New exception" }
    HOURS_EDIT_EXCEPTION "hours_edit_exception" { "Muuta poikkeusta" "Ändra undantaget" "Change the exception" }
    HOURS_NEW_ANNOUNCEMENT "hours_new_announcement" { "Uusi tiedote" "Nytt meddelande" "New announcement" }
    HOURS_EDIT_ANNOUNCEMENT "hours_edit_announcement" { "Muuta tiedotetta" "Ändra meddelandet" "Change the announcement" }
    HOURS_FIRST_DAY "hours_first_day" { "Ensimmäinen päivä" "Första dag" "First day" }
    HOURS_LAST_DAY "hours_last_day" { "Viimeinen päivä" "Sista dag" "Last day" }
    HOURS_THESE_DAYS "hours_these_days" { "Näinä päivinä" "Dessa dagar" "On these days" }
    HOURS_IS_CLOSED "hours_is_closed" { "Chat on suljettu" "Chatten är stängd" "The chat is closed" }
    HOURS_IS_OPEN "hours_is_open" { "Chat on auki muina aikoina" "Chatten har andra tider" "The chat has other hours" }
    HOURS_REASON_IN "hours_reason_in" { "Syy, {language}" "Orsak, {language}" "Reason, {language}" }
    HOURS_TEXT_IN "hours_text_in" { "Tiedote, {language}" "Meddelande, {language}" "Announcement, {language}" }
    HOURS_READY_REASONS "hours_ready_reasons" { "Valmiit syyt" "Färdiga orsaker" "Ready reasons" }
    HOURS_PUT_IN "hours_put_in" { "Lisää aikoihin" "Lägg till i tiderna" "Put into the hours" }
    HOURS_PUT_IN_HINT "hours_put_in_hint" { "Tulee voimaan, kun tallennat ajat." "Gäller när du sparar tiderna." "Takes effect when you save the hours." }
    HOURS_CANCEL "hours_cancel" { "Peruuta" "Avbryt" "Cancel" }
    HOURS_HOLIDAYS "hours_holidays" { "Pyhäpäivät" "Helgdagar" "Closing days" }
    HOURS_HOLIDAYS_HINT "hours_holidays_hint" { "Valittuina pyhinä chat on suljettu joka vuosi." "På de valda helgdagarna är chatten stängd varje år." "On the chosen days the chat is closed every year." }
    HOURS_ANNOUNCEMENTS "hours_announcements" { "Tiedotteet" "Meddelanden" "Announcements" }
    HOURS_ANNOUNCEMENTS_HINT "hours_announcements_hint" { "Asukkaat näkevät tiedotteen chatissa näinä päivinä." "Invånarna ser meddelandet i chatten dessa dagar." "Residents see the announcement in the chat on these days." }
    HOURS_NO_ANNOUNCEMENTS "hours_no_announcements" { "Ei tulevia tiedotteita." "Inga kommande meddelanden." "No announcements ahead." }
    HOURS_ADD_ANNOUNCEMENT "hours_add_announcement" { "Lisää tiedote" "Lägg till ett meddelande" "Add an announcement" }
    HOURS_LOG "hours_log" { "Muutokset" "Ändringar" "Changes" }
    HOURS_LOG_NONE "hours_log_none" { "Aikoja ei ole muutettu työpöydällä." "Tiderna har inte ändrats på arbetsbordet." "The hours have not been changed at the desk." }
    HOURS_LOG_FIRST "hours_log_first" { "ensimmäinen muutos työpöydällä" "den första ändringen på arbetsbordet" "the first change at the desk" }
    HOURS_LOG_SAME "hours_log_same" { "tallensi samat ajat" "sparade samma tider" "saved the same hours" }
    HOURS_LOG_DAY "hours_log_day" { "{day}: {was} → {is}" "{day}: {was} → {is}" "{day}: {was} → {is}" }
    HOURS_LOG_HOLIDAY_CLOSED "hours_log_holiday_closed" { "{what}: suljettu joka vuosi" "{what}: stängt varje år" "{what}: closed every year" }
    HOURS_LOG_HOLIDAY_OPEN "hours_log_holiday_open" { "{what}: tavalliset ajat" "{what}: vanliga tider" "{what}: usual hours" }
    HOURS_LOG_ADDED "hours_log_added" { "lisätty: {what}" "tillagt: {what}" "added: {what}" }
    HOURS_LOG_REMOVED "hours_log_removed" { "poistettu: {what}" "borttaget: {what}" "removed: {what}" }
    HOURS_LOG_CHANGED "hours_log_changed" { "muutettu: {what}" "ändrat: {what}" "changed: {what}" }
    HOURS_WRONG_FORM "hours_wrong_form" { "Kirjoita aika näin: 9 tai 9.30." "Skriv tiden så här: 9 eller 9.30." "Write the time like this: 9 or 9.30." }
    HOURS_WRONG_TIME "hours_wrong_time" { "Tätä kellonaikaa ei ole." "Det finns inget sådant klockslag." "There is no such time of day." }
    HOURS_WRONG_ORDER "hours_wrong_order" { "Loppu on oltava alun jälkeen." "Slutet ska vara efter början." "The end must be after the start." }
    HOURS_WRONG_DAYS "hours_wrong_days" { "Viimeinen päivä on ennen ensimmäistä." "Den sista dagen är före den första." "The last day is before the first." }
    HOURS_WRONG_OVERLAP "hours_wrong_overlap" { "Ajat menevät päällekkäin tai kiinni toisiinsa." "Tiderna överlappar eller rör varandra." "The times overlap or touch." }
    HOURS_WRONG_SAME_DAY "hours_wrong_same_day" { "Näissä päivissä on jo poikkeus. Muuta sitä." "De här dagarna har redan ett undantag. Ändra det." "These days have an exception already. Change that one." }
    HOURS_WRONG_MISSING "hours_wrong_missing" { "Täytä tämä kohta." "Fyll i den här punkten." "Fill this in." }
    HOURS_WRONG_LONG "hours_wrong_long" { "Teksti on liian pitkä." "Texten är för lång." "The text is too long." }
    HOURS_WRONG_MANY "hours_wrong_many" { "Näitä on liian monta." "De är för många." "There are too many." }
    HOURS_WRONG_UNKNOWN "hours_wrong_unknown" { "Tätä ei tunneta." "Det här är okänt." "This is not known." }
    PAST_WHOSE "past_whose" { "Kenen keskustelut" "Vems samtal" "Whose conversations" }
    PAST_SERVICES "past_services" { "Kaikki palvelut" "Alla tjänster" "All services" }
    PAST_NUMBER "past_number" { "Asukkaan numero" "Invånarens nummer" "The resident's number" }
    PAST_NUMBER_WRONG "past_number_wrong" { "Kirjoita pelkkä numero, esimerkiksi 214." "Skriv bara numret, till exempel 214." "Write the number alone, such as 214." }
    PAST_FIND "past_find" { "Hae" "Sök" "Find" }
    PAST_ABOUT "past_about" { "Näet omat keskustelusi 30 päivän ajalta. Mitään ei tallennu tälle koneelle." "Du ser dina egna samtal från 30 dagar. Inget sparas på den här datorn." "You see your own conversations of 30 days. Nothing is kept on this computer." }
    PAST_ABOUT_SUPERVISOR "past_about_supervisor" { "Esihenkilönä voit lukea palvelusi keskusteluja. Jos keskustelu ei ole omasi, syy kysytään ja kirjataan." "Som chef kan du läsa din tjänsts samtal. Om samtalet inte är ditt frågas orsaken och antecknas." "As a supervisor you may read your service's conversations. For one that is not yours, the reason is asked and recorded." }
    PAST_NONE "past_none" { "Ei aiempia keskusteluja." "Inga tidigare samtal." "No earlier conversations." }
    PAST_NONE_NUMBER "past_none_number" { "Numerolla {n} ei löydy keskustelua, jonka saat nähdä." "Inget samtal som du får se hittas med numret {n}." "No conversation that you may see has the number {n}." }
    PAST_OLDER "past_older" { "Näytä vanhempia" "Visa äldre" "Show older" }
    PAST_READ "past_read" { "Lue" "Läs" "Read" }
    PAST_READ_THAT "past_read_that" { "Lue keskustelu, asukas {n}" "Läs samtalet, invånare {n}" "Read the conversation, resident {n}" }
    PAST_BEGAN "past_began" { "Alkoi" "Började" "Began" }
    PAST_STATE "past_state" { "Tilanne" "Läge" "Where it stands" }
    PAST_WAITING "past_waiting" { "odottaa" "väntar" "waiting" }
    PAST_ACTIVE "past_active" { "kesken" "pågår" "going on" }
    PAST_LEFT "past_left" { "yhteydenottopyyntö" "kontaktbegäran" "contact request" }
    PAST_CLOSED "past_closed" { "päättynyt {when}" "avslutat {when}" "ended {when}" }
    PAST_NOT_OWN "past_not_own" { "Ei oma: syy kysytään" "Inte ditt: orsaken frågas" "Not yours: the reason is asked" }
    PAST_WHY "past_why" { "Miksi luet tämän?" "Varför läser du det här?" "Why do you read this?" }
    PAST_WHY_HINT "past_why_hint" { "Keskustelu ei ole omasi. Syy, nimesi ja aika kirjataan käyttölokiin." "Samtalet är inte ditt. Orsaken, ditt namn och tiden antecknas i loggen." "The conversation is not yours. The reason, your name and the time are recorded in the audit log." }
    PAST_WHY_MISSING "past_why_missing" { "Kirjoita syy." "Skriv orsaken." "Write the reason." }
    PAST_WHY_LONG "past_why_long" { "Syy on liian pitkä. Enintään {n} merkkiä." "Orsaken är för lång. Högst {n} tecken." "The reason is too long. At most {n} characters." }
    PAST_OPEN "past_open" { "Kirjaa syy ja lue" "Anteckna orsaken och läs" "Record the reason and read" }
    PAST_BACK "past_back" { "Takaisin luetteloon" "Tillbaka till listan" "Back to the list" }
    AUDIT_ABOUT "audit_about" { "Loki näyttää, kuka on katsonut henkilöllisyyksiä tai yhteystietoja tai lukenut keskustelun, joka ei ole oma. Keskustelujen sisältöä ei näytetä." "Loggen visar vem som har sett identiteter eller kontaktuppgifter eller läst ett samtal som inte är eget. Samtalens innehåll visas inte." "The log shows who has seen identities or contact details or read a conversation that is not their own. What was said is not shown." }
    AUDIT_FIXED "audit_fixed" { "Lokia ei voi muuttaa eikä siitä voi poistaa rivejä." "Loggen kan inte ändras och inga rader kan tas bort." "The log can't be changed, and no row can be removed." }
    AUDIT_NONE "audit_none" { "Lokissa ei ole vielä rivejä." "Det finns inga rader i loggen än." "There are no rows in the log yet." }
    AUDIT_WHEN "audit_when" { "Aika" "Tid" "When" }
    AUDIT_WHO "audit_who" { "Kuka" "Vem" "Who" }
    AUDIT_ROLE "audit_role" { "Rooli" "Roll" "Role" }
    AUDIT_CONVERSATION "audit_conversation" { "Asukas" "Invånare" "Resident" }
    AUDIT_WHAT "audit_what" { "Mitä katsottiin" "Vad som visades" "What was seen" }
    AUDIT_WHY "audit_why" { "Syy" "Orsak" "Why" }
    AUDIT_SAW_CONTACT "audit_saw_contact" { "yhteystiedot" "kontaktuppgifter" "contact details" }
    AUDIT_REDACTED "audit_redacted" { "poisti tekstin" "tog bort en text" "removed a text" }
    AUDIT_REPORTED "audit_reported" { "teki selvityksen henkilölle" "gjorde en utredning åt en person" "made a report for a person" }
    AUDIT_PURGED "audit_purged" { "poisti kuukauden lokista säilytysajan jälkeen" "tog bort en månad ur loggen efter förvaringstiden" "removed a month from the log after its time" }
    AUDIT_SAW_CONVERSATION "audit_saw_conversation" { "keskustelu" "samtal" "conversation" }
    ROLE_AGENT "role_agent" { "ammattilainen" "yrkesperson" "professional" }
    ROLE_SUPERVISOR "role_supervisor" { "esihenkilö" "chef" "supervisor" }
    ROLE_AUDITOR "role_auditor" { "lokin tarkastaja" "logggranskare" "auditor" }
    ROLE_ADMINISTRATOR "role_administrator" { "pääkäyttäjä" "huvudanvändare" "administrator" }
}
