//! The words of the relay's own page for a pick-up code that the widget does not say as well.

use super::texts;

texts! {
    LANGUAGE "language" { "Kieli" "Språk" "Language" }
    ERROR "error" { "Virhe" "Fel" "Error" }
    MESSAGES "messages" { "Viestit" "Meddelanden" "Messages" }
    IS_LEFT "is_left" { "Odottaa vastausta." "Väntar på svar." "Waiting for an answer." }
    IS_LATE "is_late" { "Vastaus on myöhässä. Voit myös soittaa." "Svaret är försenat. Du kan också ringa." "The answer is late. You can also call." }
    IS_WAITING "is_waiting" { "Keskustelu odottaa jonossa." "Samtalet väntar i kön." "The conversation is waiting in the queue." }
    IS_ACTIVE "is_active" { "Ammattilainen hoitaa asiaasi." "En yrkesperson sköter ditt ärende." "A professional is dealing with your matter." }
    IS_CLOSED "is_closed" { "Keskustelu on päättynyt. Voit silti kirjoittaa lisää." "Samtalet har avslutats. Du kan ändå skriva mer." "The conversation has ended. You can still write more." }
    WRITE_MORE "write_more" { "Kirjoita lisää" "Skriv mer" "Write more" }
    SHOW_NEW "show_new" { "Näytä uudet viestit" "Visa nya meddelanden" "Show new messages" }
    CLOSE_MESSAGES "close_messages" { "Sulje viestit" "Stäng meddelandena" "Close the messages" }
    SHARED_DEVICE "shared_device" { "Sulje viestit, kun lopetat. Silloin muut eivät näe niitä tästä laitteesta." "Stäng meddelandena när du är klar. Då ser andra dem inte på den här enheten." "Close the messages when you are done. Then others do not see them on this device." }
    OLDEST_LEFT_OUT "oldest_left_out" { "Vanhimmat viestit eivät näy tässä." "De äldsta meddelandena visas inte här." "The oldest messages are not shown here." }
    FOREIGN "foreign" { "Lomake tuli toiselta sivulta. Kirjoita koodi tähän uudelleen." "Formuläret kom från en annan sida. Skriv koden här på nytt." "The form came from another page. Write the code here again." }
    TOO_LARGE "too_large" { "Viesti on liian pitkä, eikä sitä lähetetty. Kirjoita koodi ja lyhyempi viesti." "Meddelandet är för långt och skickades inte. Skriv koden och ett kortare meddelande." "The message is too long and was not sent. Write the code and a shorter message." }
    NOT_READ "not_read" { "Viestejä ei voitu hakea. Yritä hetken päästä uudelleen." "Meddelandena kunde inte hämtas. Försök igen om en stund." "The messages could not be fetched. Try again in a moment." }
}
