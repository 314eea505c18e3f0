//! What staff are told by mail or message, and what a resident is told: that an answer waits.
//! Nothing personal, and nothing of what was written.

use super::texts;

texts! {
    WAITING_LONG_TITLE "waiting_long_title" { "{service}: joku odottaa vuoroaan" "{service}: någon väntar på sin tur" "{service}: somebody is waiting" }
    WAITING_LONG "waiting_long" { "Joku on odottanut jonossa. Odotus alkoi {since}." "Någon väntar i kön. Väntan började {since}." "Somebody is waiting in the queue. The wait began on {since}." }
    NOBODY_TITLE "nobody_title" { "{service}: kukaan ei ole paikalla" "{service}: ingen är på plats" "{service}: nobody is at the desk" }
    NOBODY "nobody" { "Chat on auki, mutta kukaan ei ole paikalla. Näin on ollut tästä alkaen: {since}." "Chatten är öppen, men ingen är på plats. Så har det varit sedan {since}." "The chat is open, but nobody is at the desk. It has been so since {since}." }
    REQUEST_LEFT_TITLE "request_left_title" { "{service}: uusi yhteydenottopyyntö" "{service}: ny kontaktbegäran" "{service}: new contact request" }
    REQUEST_LEFT "request_left" { "Yhteydenottopyyntö odottaa vastausta. Se tuli {since}." "En kontaktbegäran väntar på svar. Den kom {since}." "A contact request is waiting for an answer. It came on {since}." }
    RESIDENT_WROTE_TITLE "resident_wrote_title" { "{service}: uusi viesti yhteydenottopyyntöön" "{service}: nytt meddelande i en kontaktbegäran" "{service}: new message in a contact request" }
    RESIDENT_WROTE "resident_wrote" { "Asukas kirjoitti lisää yhteydenottopyyntöön. Viesti tuli {since}." "En invånare skrev mer i en kontaktbegäran. Meddelandet kom {since}." "A resident wrote more in a contact request. The message came on {since}." }
    OVERDUE_TITLE "overdue_title" { "{service}: vastaus on myöhässä" "{service}: ett svar är försenat" "{service}: an answer is late" }
    OVERDUE "overdue" { "Yhteydenottopyyntöön ei ole vastattu luvatussa ajassa. Vastaus luvattiin viimeistään {since}." "En kontaktbegäran har inte besvarats inom utlovad tid. Svaret utlovades senast {since}." "A contact request has not been answered in the time promised. The answer was promised by {since}." }
    OPEN_DESK "open_desk" { "Avaa työpöytä" "Öppna arbetsbordet" "Open the desk" }
    AUTOMATIC "automatic" { "Tämä on automaattinen viesti. Älä vastaa siihen." "Det här är ett automatiskt meddelande. Svara inte på det." "This is an automatic message. Do not reply to it." }
    ANSWER_WAITS_TITLE "answer_waits_title" { "Sinulle on vastaus" "Du har fått ett svar" "There is an answer for you" }
    ANSWER_WAITS "answer_waits" { "Sinulle on vastaus. Voit lukea sen koodillasi täällä:" "Du har fått ett svar. Du kan läsa det med din kod här:" "There is an answer for you. You can read it with your code here:" }
    ANSWER_WAITS_IDENTIFY "answer_waits_identify" { "Sinulle on vastaus. Voit lukea sen, kun tunnistaudut uudelleen samassa chatissa, jossa kirjoitit." "Du har fått ett svar. Du kan läsa det när du identifierar dig på nytt i samma chatt där du skrev." "There is an answer for you. You can read it when you identify yourself again in the same chat where you wrote." }
    ANSWER_WAITS_HERE "answer_waits_here" { "Sinulle on vastaus. Voit lukea sen samassa chatissa, jossa kirjoitit. Jos keskustelu ei enää avaudu, kysy uudelleen." "Du har fått ett svar. Du kan läsa det i samma chatt där du skrev. Om konversationen inte längre öppnas, fråga på nytt." "There is an answer for you. You can read it in the same chat where you wrote. If the conversation no longer opens, ask again." }
}
